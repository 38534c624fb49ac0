import { SPARK, type Spark } from '../../draw/spark-shapes.ts'
import { countOf, countWords } from '../../words/number-words.ts'
import { dateWords } from '../../words/time-words.ts'

/** When two actors took part in the same events: bars by month, and in words what no bar can show. */
export function ContactTimes({ spark: { bars, first, last, longer, undated } }: { spark: Spark }) {
  const span = first && last && (first === last ? dateWords(first) : `${dateWords(first)} to ${dateWords(last)}`)
  const others = [
    longer > 0 && `${countOf(longer, 'event')} longer than a month`,
    undated > 0 && `${countWords(undated)} at an unknown time`,
  ].filter(Boolean)
  return (
    <>
      {bars.length > 0 && (
        <svg class="spark" viewBox={`0 0 ${SPARK.width} ${SPARK.height}`} aria-hidden="true">
          {bars.map(({ x, y, width, height }) => (
            <rect class="bar" x={round(x)} y={round(y)} width={round(width)} height={round(height)} />
          ))}
        </svg>
      )}
      <span class="note">{[span, ...others].filter(Boolean).join(' · ')}</span>
    </>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
