-- What PostGraphile needs besides the tables: functions, and relations that have no foreign key.
create or replace function search_events(query text) returns setof events language sql stable as $$
  select e.* from event_texts t join events e on e.id = t.event_id
  where t.words @@ websearch_to_tsquery('dateline', search_words(query))
    and e.realis = 'ACTUAL' and e.polarity = 'POSITIVE' and e.certainty <> 'RETRACTED' and e.evidence <> 'CODED'
  order by t.occurred_sort desc, t.event_id desc $$;
drop function if exists month_counts(uuid);
create function month_counts(country uuid) returns table (month date, kind text, count int) language sql stable as $$
  select nullif(starts_on, '-infinity'), kind, event_count from event_counts
  where view = 'DEFAULT' and grain = 'MONTH' and country_id = country and event_count <> 0
  order by starts_on = '-infinity', starts_on, kind collate "C" limit 1000 $$;
create or replace function actors_top_counterparts(actor actors) returns setof counterparts language sql stable as $$
  select * from counterparts where actor_id = actor.id and kind = 'ALL' and event_count > 0
  order by event_count desc, counterpart_id desc limit 20 $$;
create or replace function counterparts_last_contact(counterpart counterparts) returns timestamptz language sql stable as $$
  select nullif(counterpart.last_occurred, '-infinity') $$;
create or replace function actors_latest_events(actor actors) returns setof events language sql stable as $$
  select e.* from participations p join events e on e.id = p.event_id
  where p.actor_id = actor.id
    and e.realis = 'ACTUAL' and e.polarity = 'POSITIVE' and e.certainty <> 'RETRACTED' and e.evidence <> 'CODED'
  order by p.occurred_sort desc, p.event_id desc $$;
create or replace function articles_headline(article articles) returns text language sql stable as $$
  select headline from article_versions where article_id = article.id order by version desc limit 1 $$;
comment on table claims is E'@foreignKey (article_id) references articles (id)';
comment on table mentions is E'@foreignKey (article_id) references articles (id)';
comment on table counterparts is E'@foreignKey (counterpart_id) references actors (id)|@fieldName counterpart|@foreignFieldName counterpartsOf';
