/**
 * What takes more than one step, each of which must see what others have written meanwhile: every statement of such a function sees
 * it, where the parts of one statement would not. Said twice, each comes to the same.
 */
export const FUNCTIONS = `
-- The right to hold the debate with a key, for ttl_ms from now. answer: taken | held (by somebody else) | over | spent | unknown.
-- Whoever held it and went away without a word, and has added neither a turn nor a reply that was paid for, has had one try.
CREATE OR REPLACE FUNCTION pitwall.take(a_key text, a_holder text, a_worker text, ttl_ms int, most_tries int)
RETURNS TABLE (answer text, epoch int, tries int, sweep text, job text, debate text) LANGUAGE plpgsql AS $$
DECLARE
  j pitwall.jobs; mine int; n int := 0; plan jsonb; cap record; spent float8; each float8; running int; over int;
BEGIN
  SELECT * INTO j FROM pitwall.jobs WHERE key = a_key FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'unknown', 0, 0, '', '', NULL::text; RETURN; END IF;
  IF j.state IN ('done', 'failed') THEN RETURN QUERY SELECT 'over', 0, j.tries, j.sweep, j.job, j.debate; RETURN; END IF;
  SELECT s.plan::jsonb INTO plan FROM pitwall.sweeps s WHERE s.name = j.sweep FOR UPDATE;
  IF plan ->> 'stopped' IS NOT NULL THEN RETURN QUERY SELECT 'spent', 0, j.tries, j.sweep, j.job, NULL::text; RETURN; END IF;
  FOR cap IN SELECT key AS name, value::float8 AS most FROM jsonb_each_text(coalesce(plan #> '{budget,sweep}', '{}')) WHERE key <> 'seconds' LOOP
    SELECT coalesce(sum(CASE cap.name WHEN 'usd' THEN o.usd WHEN 'tokens' THEN o.tokens ELSE o.calls END) FILTER (WHERE o.state <> 'running'), 0),
        count(*) FILTER (WHERE o.state = 'running' AND o.key <> a_key), count(*) FILTER (WHERE o.state IN ('done', 'failed'))
      INTO spent, running, over FROM pitwall.jobs o WHERE o.sweep = j.sweep;
    each := coalesce((plan #>> ARRAY['budget', 'debate', cap.name])::float8, spent / greatest(over, 1));
    IF spent + (running + 1) * each > cap.most THEN
      RETURN QUERY SELECT 'spent', 0, j.tries, j.sweep, j.job, NULL::text; RETURN;
    END IF;
  END LOOP;
  INSERT INTO pitwall.leases AS l VALUES (a_key, a_holder, 1, clock_timestamp() + ttl_ms * interval '1 ms', false)
    ON CONFLICT (key) DO UPDATE SET holder = a_holder, free = false, until = EXCLUDED.until,
      epoch = CASE WHEN l.holder = a_holder THEN l.epoch ELSE l.epoch + 1 END
    WHERE l.free OR l.until < clock_timestamp() OR l.holder = a_holder
    RETURNING l.epoch INTO mine;
  IF mine IS NULL THEN RETURN QUERY SELECT 'held', 0, j.tries, j.sweep, j.job, NULL::text; RETURN; END IF;
  -- The debate of this key: one that has closed, else one that can go on.
  SELECT r.id, (SELECT count(*) FROM pitwall.events e WHERE e.debate = r.id AND e.type = 'turn.recorded')
      + (SELECT count(*) FROM pitwall.effects e WHERE e.debate = r.id AND e.purity = 'live')
    INTO j.debate, n
    FROM pitwall.records r
    LEFT JOIN LATERAL (SELECT e.type FROM pitwall.events e WHERE e.debate = r.id ORDER BY e.seq DESC LIMIT 1) last ON true
    WHERE r.key = a_key AND last.type IS DISTINCT FROM 'debate.failed'
    ORDER BY (last.type = 'debate.closed') DESC NULLS LAST, r.number LIMIT 1;
  IF j.begun < mine THEN
    IF j.state = 'running' AND coalesce(n, 0) <= j.progress THEN
      j.tries := j.tries + 1;
      j.reason := j.worker || ' went away without a word';
    END IF;
    j.state := CASE WHEN j.tries >= most_tries THEN 'failed' ELSE 'running' END;
    UPDATE pitwall.jobs o SET state = j.state, tries = j.tries, reason = j.reason, progress = coalesce(n, 0), begun = mine,
      worker = a_worker, changed = clock_timestamp() WHERE o.key = a_key;
    IF j.state = 'failed' THEN
      UPDATE pitwall.leases l SET free = true WHERE l.key = a_key;
      RETURN QUERY SELECT 'over', 0, j.tries, j.sweep, j.job, j.debate; RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT 'taken', mine, j.tries, j.sweep, j.job, j.debate;
END $$;

-- Gives the right back. how: done | tried (it failed) | left (somebody stopped it). false: somebody else has it by now.
CREATE OR REPLACE FUNCTION pitwall.give_back(a_key text, a_epoch int, how text, a_reason text, a_debate text, a_row text,
  a_calls bigint, a_tokens bigint, a_usd float8, most_tries int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE pitwall.leases SET free = true WHERE key = a_key AND epoch = a_epoch AND NOT free;
  IF NOT FOUND THEN RETURN EXISTS (SELECT 1 FROM pitwall.leases WHERE key = a_key AND epoch = a_epoch); END IF;
  UPDATE pitwall.jobs SET
    state = CASE how WHEN 'done' THEN 'done' WHEN 'tried' THEN CASE WHEN tries + 1 >= most_tries THEN 'failed' ELSE 'planned' END ELSE 'planned' END,
    tries = tries + CASE how WHEN 'tried' THEN 1 ELSE 0 END,
    reason = CASE how WHEN 'tried' THEN a_reason WHEN 'done' THEN '' ELSE reason END,
    debate = coalesce(a_debate, debate), "row" = coalesce(a_row, "row"),
    calls = a_calls, tokens = a_tokens, usd = a_usd, changed = clock_timestamp()
  WHERE key = a_key;
  RETURN true;
END $$;

-- Milliseconds until a request may go out: in no window, wherever it begins, do more than the limits say. One that is larger than the
-- limit of tokens goes alone.
CREATE OR REPLACE FUNCTION pitwall.promise(a_sweep text, a_tokens bigint, most_requests int, most_tokens bigint, window_ms int)
RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  at_time timestamptz; other pitwall.requests; size interval := window_ms * interval '1 ms'; sum_tokens float8 := a_tokens; rank int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('pitwall requests of ' || a_sweep));
  at_time := clock_timestamp();
  DELETE FROM pitwall.requests WHERE sweep = a_sweep AND at < at_time - size;
  FOR other IN SELECT * FROM pitwall.requests WHERE sweep = a_sweep ORDER BY at DESC, number DESC LOOP
    rank := rank + 1;
    sum_tokens := sum_tokens + other.tokens;
    at_time := greatest(at_time, other.at);
    IF rank >= most_requests OR sum_tokens > most_tokens THEN
      at_time := greatest(at_time, other.at + size);
      EXIT;
    END IF;
  END LOOP;
  INSERT INTO pitwall.requests (sweep, at, tokens) VALUES (a_sweep, at_time, a_tokens);
  RETURN extract(epoch FROM at_time - clock_timestamp()) * 1000;
END $$;
`;
