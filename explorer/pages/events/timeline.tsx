import type { EventList } from '../../documents/records.ts'
import { timelineShapes } from '../../draw/timeline-shapes.ts'
import { eventsPath, type Filter } from '../../request/filter.ts'
import { countOf, countWords } from '../../words/number-words.ts'
import { dateWords } from '../../words/time-words.ts'

/** The events by month; a bar is a link to its month. */
export function Timeline({ filter, months }: { filter: Filter; months: NonNullable<EventList['months']> }) {
  const shapes = timelineShapes(
    months.map(({ key, count, timeFit, fatalities, fatalitiesLow, fatalitiesHigh, withoutFatalitiesBest }) => ({
      month: key.month,
      count,
      timeFit,
      low: fatalitiesLow ?? null,
      best: fatalities ?? null,
      high: fatalitiesHigh ?? null,
      withoutNumber: withoutFatalitiesBest ?? 0,
    })),
  )
  const { width, height, bars, ticks, longer, undated, maxCount } = shapes
  if (bars.length === 0 && longer + undated === 0) return null
  const points = (list: readonly (readonly number[])[]) => list.map((point) => point.map(round).join()).join(' ')
  return (
    <figure class="timeline" data-island="timeline">
      <figcaption>Events by month</figcaption>
      {bars.length > 0 && (
        <svg viewBox={`0 -14 ${width} ${height + 34}`} role="group" aria-label="Events by month">
          {bars.map(({ month, count, x, y, width: barWidth, height: barHeight }) => (
            <a href={eventsPath({ ...filter, from: month, to: month })} data-month={month}>
              <title>{`${dateWords(month)}: ${countOf(count, 'event')}`}</title>
              <rect class="target" x={round(x)} y={0} width={round(Math.max(barWidth, 1))} height={height} />
              <rect
                class="bar"
                x={round(x)}
                y={round(y)}
                width={round(Math.max(barWidth, 1))}
                height={round(barHeight)}
              />
            </a>
          ))}
          {shapes.ribbon.map((part) => (
            <rect
              class="ribbon"
              x={round(part.x)}
              y={round(part.y)}
              width={round(part.width)}
              height={round(part.height)}
            />
          ))}
          {shapes.best.map((part) => (
            <polyline class="best" points={points(part)} />
          ))}
          <text class="tick" x={0} y={-4}>
            {countWords(maxCount)}
          </text>
          {ticks.map(({ x, label }) => (
            <text class="tick" x={round(x)} y={height + 14}>
              {label}
            </text>
          ))}
        </svg>
      )}
      <p class="note">
        {[
          longer > 0 && `${countOf(longer, 'event')} longer than a month, in no bar`,
          undated > 0 && `${countOf(undated, 'event')} without a date, in no bar`,
          shapes.maxFatalities > 0 &&
            `ribbon: fatalities from the low to the high number, at most ${countWords(shapes.maxFatalities)}`,
          shapes.withoutNumber > 0 && `${countWords(shapes.withoutNumber)} without a best number`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </figure>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
