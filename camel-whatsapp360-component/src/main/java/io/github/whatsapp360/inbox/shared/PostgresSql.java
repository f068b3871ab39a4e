package io.github.whatsapp360.inbox.shared;

/**
 * What the inbox asks of PostgreSQL. Each is one statement and one transaction, so that no lock is ever held while a client
 * thinks, hangs or is cut off; {@code docs/decisions/0007-many-nodes.md} argues why each of them is right.
 *
 * <p>{@code {now}} stands for the database's clock in milliseconds.
 */
final class PostgresSql {

    private PostgresSql() {}

    static final String CLOCK = "(extract(epoch from statement_timestamp()) * 1000)::bigint";

    /** Gives new events their turns: the first of a conversation opens one, others are noted behind it. */
    private static final String OPEN_TURNS = """
            t as (
              insert into whatsapp360_turn as t (account, lane, event, kind, due)
              select distinct on (lane) account, lane, id, kind, stored_at from i order by lane, id
              on conflict (account, lane) do update set more = true
            )
            """;

    /** A key that is there waits for whoever wrote it, and then counts as known. Locks in the order of hashes, then of lanes. */
    static final String STORE = """
            with x as materialized (
              select ?::text as account, * from unnest(?::bytea[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bytea[])
                with ordinality as x (hash, key, conversation, lane, kind, body, place)
            ), d as (
              insert into whatsapp360_seen as s (account, hash, stored_at)
              select account, hash, {now} from x order by hash
              on conflict (account, hash) do update set stored_at = excluded.stored_at where s.stored_at <= {now} - ?
              returning hash
            ), i as (
              insert into whatsapp360_event (account, key, conversation, lane, kind, stored_at, body)
              select account, key, conversation, lane, kind, {now}, body from x join d using (hash) order by place
              returning account, id, lane, kind, stored_at
            ),""" + OPEN_TURNS + "select hash from d";

    /**
     * Takes turns that nobody has. The head of a conversation is read by the statement's snapshot, its turn as it is when it is
     * locked: only if it was not handed out in between ({@code fence}) do the two belong together. A conversation without a head
     * is over, unless somebody has stored behind it meanwhile ({@code more}): then the next look finds it. Only what the update
     * itself returns was taken: PostgreSQL may leave out a row that changed since the snapshot.
     */
    static final String CLAIM = """
            with c as materialized (
              select account, lane, event, fence, begun, more, attempts, progress from whatsapp360_turn
              where account = ? and node is null and due <= {now} and kind <> all (?::text[])
              order by due, event limit ? for update skip locked
            ), h as materialized (
              select c.account, c.lane, c.fence, c.more, coalesce(c.event = e.id, false) as same, c.begun, c.attempts, c.progress,
                e.id, e.key, e.conversation, e.kind, e.stored_at, e.body,
                e.id is not null and e.kind <> all (?::text[]) as mine
              from c join whatsapp360_turn s on s.account = c.account and s.lane = c.lane and s.fence = c.fence
              left join lateral (
                select * from whatsapp360_event e where e.account = c.account and e.lane = c.lane order by e.id limit 1
              ) e on true
            ), over as (
              delete from whatsapp360_turn t using h
              where t.account = h.account and t.lane = h.lane and t.fence = h.fence and h.id is null and not t.more
            ), taken as (
              update whatsapp360_turn t set
                node = case when h.mine then ?::bigint end,
                fence = t.fence + case when h.mine then 1 else 0 end,
                begun = h.mine or (t.begun and h.same),
                event = coalesce(h.id, 0), kind = coalesce(h.kind, ''), more = false
              from h where t.account = h.account and t.lane = h.lane and t.fence = h.fence and t.node is null
                and (h.id is not null or h.more)
              returning t.lane, t.fence, h.mine
            )
            select lane, taken.fence, id, key, conversation, kind, body, stored_at,
              same and begun as recovered, case when same then attempts else 0 end as attempts,
              case when same then progress end as progress
            from h join taken using (lane) where taken.mine order by id""";

    private static final String ENDED_TURNS = """
            with s as materialized (
              select ?::text as account, * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                as s (node, lane, fence, event)
            )
            """;

    /**
     * Ends turns that are still this node's, and tells which it ended. A turn that changes at the same moment is left alone and has to be
     * ended once more: all else is done only for those that were. The next event of a conversation keeps its place by its age.
     */
    static final String SETTLE = """
            with s as materialized (
              select x.*, n.id as next, n.kind, n.stored_at from (
                select ?::text as account, ending in ('COMPLETED', 'BURIED') as ends, * from unnest(
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::int[], ?::text[])
                  as x (node, lane, fence, event, ending, delay, attempts, note)
              ) x left join lateral (
                select id, kind, stored_at from whatsapp360_event n
                where n.account = x.account and n.lane = x.lane and n.id <> x.event order by n.id limit 1
              ) n on true
            ), over as (
              delete from whatsapp360_turn t using s
              where t.account = s.account and t.lane = s.lane and t.node = s.node and t.fence = s.fence and t.event = s.event
                and s.ends and s.next is null and not t.more
              returning s.lane, s.fence, s.event
            ), open as (
              update whatsapp360_turn t set node = null, begun = false, more = t.more and not s.ends,
                event = case when s.ends then coalesce(s.next, 0) else s.event end,
                kind = case when s.ends then coalesce(s.kind, '') else t.kind end,
                due = case when s.ends then coalesce(s.stored_at, {now}) else {now} + s.delay end,
                attempts = case when s.ends then 0 else s.attempts end,
                progress = case when not s.ends then s.note end
              from s
              where t.account = s.account and t.lane = s.lane and t.node = s.node and t.fence = s.fence and t.event = s.event
                and (not s.ends or s.next is not null or t.more)
              returning s.lane, s.fence, s.event
            ), ended as materialized (
              select * from over union all select * from open
            ), b as (
              insert into whatsapp360_dead_letter
                (account, key, conversation, kind, stored_at, attempts, buried_at, problem, body)
              select e.account, e.key, e.conversation, e.kind, e.stored_at, s.attempts, {now}, s.note, e.body
              from ended join s using (lane, fence, event) join whatsapp360_event e on e.account = s.account and e.id = s.event
              where s.ending = 'BURIED' order by e.id
            ), g as (
              delete from whatsapp360_event e using ended, s
              where s.lane = ended.lane and s.fence = ended.fence and s.event = ended.event and s.ends
                and e.account = s.account and e.id = s.event
            )
            select lane, fence, event from ended""";

    /** Which turns are still this node's. */
    static final String STILL_HELD = ENDED_TURNS + """
            select s.lane, s.fence, s.event from whatsapp360_turn t join s on t.account = s.account and t.lane = s.lane
              and t.node = s.node and t.fence = s.fence and t.event = s.event""";

    /** Opens turns that were taken by a claim whose answer never came. */
    static final String GIVE_BACK = """
            update whatsapp360_turn t set node = null, begun = false
            where t.account = ? and t.node = ? and not exists (
              select 1 from unnest(?::bigint[], ?::bigint[]) as h (event, fence)
              where h.event = t.event and h.fence = t.fence
            )""";

    static final String NEXT_DUE = """
            select min(due) - {now} from whatsapp360_turn where account = ? and node is null and due > {now}""";

    static final String JOIN = """
            insert into whatsapp360_node (account, name, joined_at, beat_at) values (?, ?, {now}, {now}) returning id""";

    static final String BEAT = "update whatsapp360_node set beat_at = {now} where id = ?";

    /** The turns of a node that is deleted are set free by the foreign key, also one that it takes at this very moment. */
    static final String GIVE_UP = """
            delete from whatsapp360_node where account = ? and id <> ? and beat_at <= {now} - ? returning name""";

    static final String LEAVE = "delete from whatsapp360_node where id = ?";

    static final String COUNT = """
            select (select count(*) from whatsapp360_event where account = x.account),
              (select stored_at from whatsapp360_event where account = x.account order by id limit 1),
              (select count(*) from whatsapp360_dead_letter where account = x.account)
            from (select ?::text as account) x""";

    /** Forgets the old ones among the next keys, and tells where it ended; nothing behind the last one. */
    static final String SWEEP = """
            with n as materialized (
              select hash, stored_at from whatsapp360_seen where account = ? and hash > ? order by hash limit ?
            ), g as (
              delete from whatsapp360_seen s using n where s.account = ? and s.hash = n.hash
                and n.stored_at <= {now} - ? and s.stored_at <= {now} - ?
            )
            select hash from n order by hash desc limit 1""";

    static final String QUARANTINE = """
            with d as (
              insert into whatsapp360_seen as s (account, hash, stored_at) values (?, ?, {now})
              on conflict (account, hash) do update set stored_at = excluded.stored_at where s.stored_at <= {now} - ?
              returning account
            )
            insert into whatsapp360_dead_letter
              (account, key, conversation, kind, stored_at, attempts, buried_at, problem, body)
            select account, ?, '', ?, {now}, 0, {now}, ?, ? from d""";

    static final String DEAD_LETTERS = """
            select id, kind, key, body, attempts, stored_at, buried_at, problem from whatsapp360_dead_letter
            where account = ? and id > ? order by id limit ?""";

    /** The conversation's hash cannot be computed here: it comes with the letter's own number. */
    static final String REPLAYABLE = """
            select id, conversation from whatsapp360_dead_letter
            where account = ? and id > ? and (?::bigint[] is null or id = any (?::bigint[])) and kind <> ? order by id limit ?""";

    static final String REPLAY = """
            with x as materialized (
              select * from unnest(?::bigint[], ?::bigint[]) as x (letter, lane)
            ), d as (
              delete from whatsapp360_dead_letter d using x where d.account = ? and d.id = x.letter
              returning d.account, d.id as letter, x.lane, d.key, d.conversation, d.kind, d.body
            ), i as (
              insert into whatsapp360_event (account, key, conversation, lane, kind, stored_at, body)
              select account, key, conversation, lane, kind, {now}, body from d order by letter
              returning account, id, lane, kind, stored_at
            ),""" + OPEN_TURNS + "select count(*) from d";

    static final String PURGE = """
            delete from whatsapp360_dead_letter where account = ? and id in (
              select id from whatsapp360_dead_letter
              where account = ? and (?::bigint[] is null or id = any (?::bigint[])) order by id limit ?)""";
}
