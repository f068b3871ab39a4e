/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

/**
 * The statements of the inbox on PostgreSQL. Each is one message and one transaction at <em>read committed</em> ({@link
 * Connections#atReadCommitted}), so that no lock is held while a client is busy, hangs or is disconnected. Where there
 * are two statements, the first locks rows, and the second sees their committed state, which can no longer change.
 * {@code docs/decisions/0007-many-nodes.md} explains the correctness of each. The table {@code whatsapp360_turn}
 * contains the conversation locks, its column {@code lane} the conversation hash.
 *
 * <p>{@code {now}} is replaced by the database clock in milliseconds.
 */
final class PostgresSql {

    private PostgresSql() {}

    static final String CLOCK = "(extract(epoch from statement_timestamp()) * 1000)::bigint";

    /**
     * Adds the conversation locks of new events: one for the first event of a conversation. An existing one is
     * row-locked and left unchanged: its settlement waits for this transaction, and then sees the new events.
     */
    private static final String OPEN_LOCKS = """
            t as (
              insert into whatsapp360_turn as t (account, lane, event, subscription, due)
              select distinct on (lane) account, lane, id, subscription, stored_at from i order by lane, id
              on conflict (account, lane) do update set event = t.event where false
            )
            """;

    /**
     * A key that another transaction is writing is waited for, and is then known. Locks in the order of key hashes,
     * then of conversation hashes.
     */
    static final String STORE = """
            with x as materialized (
              select ?::text as account, * from unnest(
                  ?::bytea[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[])
                with ordinality as x (hash, key, conversation, lane, subscription, kind, body, place)
            ), d as (
              insert into whatsapp360_seen as s (account, hash, stored_at)
              select distinct account, hash, {now} from x order by hash
              on conflict (account, hash) do update set stored_at = excluded.stored_at where s.stored_at <= {now} - ?
              returning hash
            ), i as (
              insert into whatsapp360_event (account, key, conversation, lane, subscription, kind, stored_at, body)
              select account, key, conversation, lane, subscription, kind, {now}, body from x join d using (hash)
                order by place
              returning account, id, lane, subscription, stored_at
            ),""" + OPEN_LOCKS + "select hash from d";

    /**
     * Makes each following statement of the transaction use one plan, made once and by index. Every row is found by its
     * key; the statistics of a queue, which is empty at times, would mislead the planner. Ends with the transaction, so
     * that the session is left unchanged.
     */
    static final String BY_INDEX = """
            select set_config('plan_cache_mode', 'force_generic_plan', true),
              set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
              set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
              set_config('jit', 'off', true)""";

    /**
     * Acquires free conversation locks. The sign of {@code batch} tells whether an earlier claim was not settled.
     * {@code coalesce} keeps the update from using the index of free locks instead of the primary key.
     */
    static final String ACQUIRE = """
            with c as materialized (
              select t.lane from unnest(?::text[]) with ordinality as s (subscription, place)
              cross join lateral (
                select lane, due, event from whatsapp360_turn
                where account = ? and subscription = s.subscription and node is null and due <= {now}
                order by due, event limit ? for update skip locked
              ) t order by row_number() over (partition by s.subscription order by t.due, t.event), s.place limit ?
            )
            update whatsapp360_turn t
            set node = ?, fence = t.fence + 1, begun = true, batch = case when t.begun then -1 else 1 end * ?
            where t.account = ? and t.lane = any (array(select lane from c)) and coalesce(t.node, 0) = 0""";

    /**
     * Reads the oldest event of each conversation whose lock {@link #ACQUIRE} has acquired. A lock without an event is
     * deleted; one that had another event before is corrected.
     */
    static final String READ_ACQUIRED = """
            with h as materialized (
              select t.lane, t.fence, coalesce(t.event = e.id, false) as same, t.batch, t.attempts,
                e.id, e.key, e.conversation, e.subscription, e.kind, e.stored_at, e.body
              from whatsapp360_turn t left join lateral (
                select * from whatsapp360_event e where e.account = t.account and e.lane = t.lane
                order by e.lane, e.id limit 1
              ) e on true
              where t.node = ? and abs(t.batch) = ?
            ), over as (
              delete from whatsapp360_turn where account = ? and lane = any (array(select lane from h where id is null))
            ), other as (
              update whatsapp360_turn t set attempts = 0, event = (select h.id from h where h.lane = t.lane)
              where account = ? and lane = any (array(select lane from h where not same and id is not null))
            )
            select lane, fence, id, key, conversation, subscription, kind, body, stored_at,
              same and batch < 0 as recovered, case when same then attempts else 0 end as attempts
            from h where id is not null order by id""";

    /**
     * Locks this node's row before {@link #LOCK} and {@link #ACQUIRE} in one transaction, as {@link #DECLARE_DEAD}
     * does: otherwise each could wait for the other. The foreign key locks it in any case.
     */
    static final String LOCK_NODE = "select 1 from whatsapp360_node where id = ? for key share";

    /** Row-locks the conversation locks that are to be settled, so that {@link #SETTLE} sees them completely. */
    static final String LOCK = """
            select 1 from whatsapp360_turn where account = ? and lane = any (?::bigint[]) order by lane for update""";

    /**
     * Settles the conversation locks that this node still holds, and returns them. The next event of a conversation is
     * ordered by its age. Rows are found by keys one at a time, then by their place ({@code ctid}), which cannot change
     * while they are row-locked: a join would leave the planner a choice. {@code coalesce} keeps the lookup from using
     * the index of nodes.
     */
    static final String SETTLE = """
            with s as materialized (
              select x.*, t.place, n.id as next, n.stored_at from (
                select ?::text as account, ending in ('COMPLETED', 'BURIED') as ends, * from unnest(
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::int[], ?::boolean[],
                    ?::text[])
                  as x (node, lane, fence, event, ending, delay, attempts, begun, note)
              ) x cross join lateral (
                select t.ctid as place from whatsapp360_turn t
                where t.account = x.account and t.lane = x.lane and coalesce(t.node, 0) = x.node and t.fence = x.fence
                  and t.event = x.event limit 1
              ) t left join lateral (
                select id, stored_at from whatsapp360_event n
                where x.ends and n.account = x.account and n.lane = x.lane and n.id <> x.event
                order by n.lane, n.id limit 1
              ) n on true
            ), over as (
              delete from whatsapp360_turn where ctid = any (array(select place from s where ends and next is null))
            ), open as (
              update whatsapp360_turn t set node = null, begun = s.begun,
                event = case when s.ends then s.next else t.event end,
                due = case
                  when s.ends then least(s.stored_at, {now}) when s.ending = 'RETURNED' then t.due else {now} + s.delay
                  end,
                attempts = case when s.ends then 0 else s.attempts end
              from s where t.ctid = s.place and (not s.ends or s.next is not null)
            ), b as (
              insert into whatsapp360_dead_letter
                (account, id, key, conversation, subscription, kind, stored_at, attempts, buried_at, problem, body)
              select e.account, e.id, e.key, e.conversation, e.subscription, e.kind, e.stored_at, s.attempts, {now},
                s.note, e.body
              from s cross join lateral (
                select * from whatsapp360_event e
                where e.account = s.account and e.lane = s.lane and e.id = s.event limit 1
              ) e where s.ending = 'BURIED' order by e.id
            ), g as (
              delete from whatsapp360_event where ctid = any (array(
                select e.ctid from s cross join lateral (
                  select ctid from whatsapp360_event e
                  where e.account = s.account and e.lane = s.lane and e.id = s.event limit 1
                ) e where s.ends))
            )
            select lane, fence, event, ends and next is not null as more from s""";

    /** Releases conversation locks that were acquired by a claim whose result was lost. */
    static final String RELEASE_UNHELD = """
            update whatsapp360_turn t set node = null, begun = false
            where t.account = ? and t.node = ? and not exists (
              select 1 from unnest(?::bigint[], ?::bigint[]) as h (event, fence)
              where h.event = t.event and h.fence = t.fence
            )""";

    /**
     * The subscriptions with free conversation locks, read from the index one by one: an index entry for each
     * conversation of a subscription that does not run would have to be read otherwise, once a second.
     */
    private static final String SUBSCRIPTIONS = """
            with recursive s (subscription) as (
              (select subscription from whatsapp360_turn where account = ? and node is null
              order by subscription limit 1)
              union all
              select (
                select t.subscription from whatsapp360_turn t
                where t.account = ? and t.node is null and t.subscription > s.subscription
                order by t.subscription limit 1
              ) from s where s.subscription is not null
            )
            """;

    static final String NEXT_DUE = SUBSCRIPTIONS + """
            select min(n.due) - {now} from s cross join lateral (
              select t.due from whatsapp360_turn t
              where t.account = ? and t.subscription = s.subscription and t.node is null and t.due > {now}
              order by t.due limit 1
            ) n""";

    static final String IS_WAITING = "select 1 from whatsapp360_turn where account = ? and lane = ?";

    static final String IS_STORED = "select 1 from whatsapp360_event where account = ? and lane = ? and id = ?";

    /** The lock of a conversation without events is deleted when it is acquired. */
    static final String FORGET_EVENTS = "delete from whatsapp360_event where account = ? and position(? in body) > 0";

    static final String FORGET_DEAD_LETTERS =
            "delete from whatsapp360_dead_letter where account = ? and position(? in body) > 0";

    static final String JOIN = """
            insert into whatsapp360_node (account, name, joined_at, beat_at) values (?, ?, {now}, {now})
            returning id""";

    /** The value changes with each heartbeat, also after the clock was set back. */
    static final String HEARTBEAT = """
            with b as (
              update whatsapp360_node set beat_at = greatest(beat_at + 1, {now}) where id = ? returning id, name,
                beat_at
            )
            select id, name, beat_at from b
            union all select id, name, beat_at from whatsapp360_node where account = ? and id <> ?""";

    /** The foreign key releases the conversation locks of a deleted node, including one that it is acquiring. */
    static final String DECLARE_DEAD = "delete from whatsapp360_node where account = ? and id = ? and beat_at = ?";

    /** Returns the clock, and whether it was set back so that conversation locks are due too late. */
    static final String OVERDUE = SUBSCRIPTIONS + """
            select {now}, coalesce(bool_or(early.due <= ? or late.due > {now} + ?), false) from s
            left join lateral (
              select t.due from whatsapp360_turn t
              where t.account = ? and t.subscription = s.subscription and t.node is null and t.due > {now}
              order by t.due limit 1
            ) early on true
            left join lateral (
              select t.due from whatsapp360_turn t
              where t.account = ? and t.subscription = s.subscription and t.node is null
              order by t.due desc limit 1
            ) late on true""";

    static final String RUN_OVERDUE = """
            select 1 from whatsapp360_turn where account = ? and node is null and due > {now} and (due <= ? or due >
              {now} + ?)
            order by lane for update;

            update whatsapp360_turn set due = {now}
            where account = ? and node is null and due > {now} and (due <= ? or due > {now} + ?)""";

    static final String LEAVE = "delete from whatsapp360_node where id = ?";

    static final String COUNT = """
            select subscription, count(*), min(stored_at) from whatsapp360_event where account = ? group by subscription
            union all
            select null, count(*), null from whatsapp360_dead_letter where account = ?""";

    /**
     * Deletes expired keys among the next ones, and returns the last visited key; no row after the last key. Never
     * waits for locks.
     */
    static final String SWEEP = """
            with n as materialized (
              select hash, stored_at from whatsapp360_seen where account = ? and hash > ? order by hash limit ?
            ), old as materialized (
              select s.hash from whatsapp360_seen s where s.account = ? and s.hash in (select hash from n)
                and s.stored_at <= {now} - ? order by s.hash for update skip locked
            ), g as (
              delete from whatsapp360_seen s using old where s.account = ? and s.hash = old.hash and s.stored_at <=
                {now} - ?
            )
            select hash from n order by hash desc limit 1""";

    static final String QUARANTINE = """
            with d as (
              insert into whatsapp360_seen as s (account, hash, stored_at) values (?, ?, {now})
              on conflict (account, hash) do update set stored_at = excluded.stored_at where s.stored_at <= {now} - ?
              returning account
            )
            insert into whatsapp360_dead_letter
              (account, key, conversation, subscription, kind, stored_at, attempts, buried_at, problem, body)
            select account, ?, ?, '', ?, {now}, 0, {now}, ?, ? from d""";

    static final String DEAD_LETTERS = """
            select id, kind, key, octet_length(body), attempts, stored_at, buried_at, problem, null::bytea
            from whatsapp360_dead_letter where account = ? and id > ? order by id limit ?""";

    static final String DEAD_LETTER = """
            select id, kind, key, octet_length(body), attempts, stored_at, buried_at, problem, body
            from whatsapp360_dead_letter where account = ? and id = ?""";

    /**
     * The caller computes the conversation hash. The body is needed only for a dead letter of an earlier version, which
     * has no subscription.
     */
    static final String REPLAYABLE = """
            select id, conversation, subscription, kind, case when subscription = '' then body end as body
            from whatsapp360_dead_letter
            where account = ? and id > ? and (?::bigint[] is null or id = any (?::bigint[])) and kind <> ?
            order by id limit ?""";

    static final String REPLAY = """
            with x as materialized (
              select * from unnest(?::bigint[], ?::bigint[], ?::text[]) as x (letter, lane, subscription)
            ), d as (
              delete from whatsapp360_dead_letter where account = ? and id in (select letter from x)
              returning account, id as letter, key, conversation, kind, body
            ), i as (
              insert into whatsapp360_event (account, key, conversation, lane, subscription, kind, stored_at, body)
              select account, key, conversation, lane, subscription, kind, {now}, body from d join x using (letter)
              order by letter
              returning account, id, lane, subscription, stored_at
            ),""" + OPEN_LOCKS + "select count(*) from d";

    static final String PURGE = """
            delete from whatsapp360_dead_letter where account = ? and id in (
              select id from whatsapp360_dead_letter
              where account = ? and (?::bigint[] is null or id = any (?::bigint[])) order by id limit ?)""";
}
