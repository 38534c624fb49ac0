import type { DatasetMethod } from '../ingest/derived/evidence.ts'
import { type Step } from './step.ts'

/** The numbers of rows of a database with a number of events. */
export function tableSizes(events: number) {
  return {
    countries: 200,
    divisions: 1_000,
    settlements: Math.max(2_000, Math.floor(events / 50)),
    actors: Math.max(5_000, Math.floor(events / 20)),
    publishers: 2_000,
    storylines: 200,
    offices: 200,
    words: 5_000,
    articles: events,
  }
}

/** The SQL of a generated name of pseudo-random syllables. */
function nameSql(i: string, seed: number, syllables: number): string {
  return `initcap(${Array.from({ length: syllables }, (_, position) => `(array['ba','den','ko','lir','mu','nas','or','pel','qui','ras','sto','tav','ul','ven','wor','xi','yal','zor','ach','bri'])[1 + floor(20 * bench.pseudo_random(${i}, ${seed + position}))::int]`).join(' || ')})`
}

/** The steps that insert places, actors, publishers, datasets with a method, articles and words. */
export function generateEntities(events: number, method: DatasetMethod): Step[] {
  const { countries, divisions, settlements, actors, publishers, storylines, offices, words, articles } =
    tableSizes(events)
  return [
    [
      'places',
      `create table bench.place as
        select i, bench.id('place', i) as id, 'COUNTRY' as kind, null::int as parent from generate_series(0, ${countries - 1}) i
        union all select ${countries} + i, bench.id('place', ${countries} + i), 'ADM1', i % ${countries} from generate_series(0, ${divisions - 1}) i
        union all select ${countries + divisions} + i, bench.id('place', ${countries + divisions} + i), 'SETTLEMENT', ${countries} + i % ${divisions} from generate_series(0, ${settlements - 1}) i;
      create unique index on bench.place (i);
      insert into places (id, kind, name, latitude, longitude)
        select id, kind, ${nameSql('i', 100, 3)} || ' ' || i, -60 + 130 * bench.pseudo_random(coalesce(parent, i), 1) + 5 * bench.pseudo_random(i, 2), -170 + 330 * bench.pseudo_random(coalesce(parent, i), 3) + 5 * bench.pseudo_random(i, 4) from bench.place;
      insert into place_external_ids (scheme, value, place_id)
        select 'ISO3166_A2', chr(65 + (i / 26)::int) || chr(65 + (i % 26)::int), id from bench.place where kind = 'COUNTRY';
      insert into place_parents (id, place_id, parent_id, kind)
        select bench.id('edge', p.i), p.id, o.id, 'PART_OF' from bench.place p join bench.place o on o.i = p.parent`,
    ],
    [
      'actors',
      `create table bench.actor as select i, bench.id('actor', i) as id, ${nameSql('i', 200, 3)} || ' ' || ${nameSql('i', 210, 2)} as name from generate_series(0, ${actors - 1}) i;
      create unique index on bench.actor (i);
      insert into actors (id, kind, name, country_id)
        select a.id, (array['PERSON', 'PERSON', 'STATE', 'ORGANIZATION', 'ARMED_FORCE', 'GROUP'])[1 + a.i % 6], a.name, p.id
        from bench.actor a join bench.place p on p.i = bench.skewed(a.i, 5, ${countries}, 2);
      insert into actor_names (actor_id, name, kind) select id, name || ' Jr', 'ALIAS' from bench.actor where i % 3 = 0;
      insert into actor_names (actor_id, name, kind) select id, ${nameSql('i', 220, 4)}, 'TRANSLITERATION' from bench.actor where i % 2 = 0`,
    ],
    [
      'offices, publishers, storylines, datasets, words',
      `insert into offices (id, title, organization_id) select bench.id('office', i), 'Office ' || i, id from bench.actor where i < ${offices};
      insert into publishers (id, name) select bench.id('publisher', i), 'Publisher ' || i from generate_series(0, ${publishers - 1}) i;
      insert into storylines (id, title) select bench.id('storyline', i), 'Storyline ' || i from generate_series(0, ${storylines - 1}) i;
      insert into datasets (id, name, title, licence, method) select bench.id('dataset', i), 'dataset-' || i, 'Dataset ' || i, 'CC0-1.0', '${method}' from generate_series(0, 4) i;
      create table bench.word as select i, case i when 40 then 'ceasefire' else lower(${nameSql('i', 300, 3)}) end as word from generate_series(0, ${words - 1}) i;
      create unique index on bench.word (i)`,
    ],
    [
      'articles',
      `insert into articles (id, url, publisher_id, published_on)
        select bench.id('article', n.i), 'https://news.example/' || n.i, bench.id('publisher', bench.skewed(n.i, 6, ${publishers}, 3)), '2021-01-01'::date + (1825 * power(n.i::float8 / ${articles}, 0.7))::int
        from generate_series(0, ${articles - 1}) n(i);
      insert into article_versions (article_id, version, headline, language)
        select bench.id('article', n.i), 1, 'Article ' || n.i || ' ' || w.word, 'en'
        from generate_series(0, ${articles - 1}) n(i) join bench.word w on w.i = bench.skewed(n.i, 7, ${words}, 3)`,
    ],
  ]
}
