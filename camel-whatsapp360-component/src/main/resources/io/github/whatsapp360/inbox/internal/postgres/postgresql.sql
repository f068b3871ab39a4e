-- The tables of inbox=jdbc on PostgreSQL 12 or newer, version 2. They are created at the first start if the user of the
-- DataSource may create tables; otherwise run this file once, in the schema that is first on that user's search_path.
-- Instants are milliseconds since 1970, UTC, by the clock of this database; those of service_window are seconds.

create table whatsapp360_schema (
    version integer not null
);

-- The ids of events, in the order of arrival. A dead letter keeps the id of its event.
create sequence whatsapp360_event_number as bigint;

-- The nodes: one row per start of a process, deleted when the process ends or is declared dead.
create table whatsapp360_node (
    id        bigint generated always as identity primary key,
    account   text   not null,
    name      text   not null,
    joined_at bigint not null,
    beat_at   bigint not null                  -- heartbeat, renewed every second; the lease of all locks of the node
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The waiting events. A row is written once and deleted once.
create table whatsapp360_event (
    account      text   not null,
    id           bigint not null default nextval('whatsapp360_event_number'),
    lane         bigint not null,              -- conversation hash: of subscription and conversation
    key          text   not null,              -- identifies the event
    conversation text   not null,              -- events of one run one at a time
    subscription text   not null,              -- for whom it is stored
    kind         text   not null,              -- the event's family
    stored_at    bigint not null,
    body         bytea  not null,
    primary key (account, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
        autovacuum_analyze_scale_factor = 0.5, autovacuum_analyze_threshold = 10000);
create index whatsapp360_event_lane on whatsapp360_event (account, lane, id);
alter table whatsapp360_event alter column body set storage external;

-- The conversation locks: one row for each conversation of a subscription that has waiting events.
create table whatsapp360_turn (
    account  text    not null,
    lane     bigint  not null,
    event    bigint  not null,                 -- the event that may run next, as last known
    due      bigint  not null,                 -- earliest run
    attempts integer not null default 0,       -- number of failed runs of that event
    fence    bigint  not null default 0,       -- counts the claims of the conversation
    begun    boolean not null default false,   -- claimed, and not settled
    batch    bigint  not null default 0,       -- the claim by which it was acquired
    node     bigint references whatsapp360_node (id) on delete set null,   -- holder; null: free
    subscription text not null,
    primary key (account, lane)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_analyze_scale_factor = 0.5, autovacuum_analyze_threshold = 5000);
create index whatsapp360_turn_open on whatsapp360_turn (account, subscription, due, event) where node is null;
create index whatsapp360_turn_node on whatsapp360_turn (node) where node is not null;

-- The keys of stored events, for dedupePeriod.
create table whatsapp360_seen (
    account   text   not null,
    hash      bytea  not null,                 -- 16 bytes of the key's SHA-256
    stored_at bigint not null,
    primary key (account, hash)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);

-- The dead letters.
create table whatsapp360_dead_letter (
    account      text    not null,
    id           bigint  not null default nextval('whatsapp360_event_number'),
    key          text    not null,
    conversation text    not null,
    subscription text    not null,             -- for whom it was stored
    kind         text    not null,             -- 'unreadable' cannot be replayed
    stored_at    bigint  not null,
    attempts     integer not null,
    buried_at    bigint  not null,
    problem      text    not null,
    body         bytea   not null,
    primary key (account, id)
);

-- Customer service windows; docs/architecture.md describes the columns.
create table whatsapp360_service_window (
    account     text   not null,
    id          text   not null,
    wrote       bigint not null,
    templated   bigint not null,
    seen_open   bigint not null,
    seen_closed bigint not null,
    same_as     text,
    until       bigint,
    since       bigint,
    version     bigint not null,               -- counts its changes
    primary key (account, id)
) with (fillfactor = 80);

-- The phone number id of an account, learned from its first delivery; empty after an operator has cleared it.
create table if not exists whatsapp360_number (
    account         text   not null primary key,
    phone_number_id text   not null,
    learned_at      bigint not null
);

-- How many service messages of a month were reported as delivered, for the metrics; which ones is in whatsapp360_seen.
create table if not exists whatsapp360_billed (
    account          text   not null,
    month            text   not null,           -- 2026-12
    service_messages bigint not null,
    primary key (account, month)
);

-- Who wants no marketing messages: the last decision of each customer.
create table if not exists whatsapp360_opt_out (
    account    text    not null,
    customer   text    not null,               -- number or id
    stopped    boolean not null,
    decided_at bigint  not null,
    primary key (account, customer)
);

-- The numbers, ids and user names of customers. docs/architecture.md describes the columns.
create table if not exists whatsapp360_customer_id (
    account    text   not null,
    id         text   not null,                -- p: number, u: user id, e: id among linked portfolios, n: user name
    customer   text   not null,
    first_seen bigint not null,                -- seconds since 1970, as all instants of these two tables; 0 for never
    last_seen  bigint not null,
    left_at    bigint not null,
    links      text   not null,
    primary key (account, id)
) with (fillfactor = 80);

-- The customers.
create table if not exists whatsapp360_customer (
    account      text   not null,
    id           text   not null,
    conversation text   not null,              -- key under which the events of the customer run
    created      bigint not null,
    seen         bigint not null,              -- last sign of life; up to 7 days old
    ids          text   not null,
    former       text   not null,
    primary key (account, id)
) with (fillfactor = 80);

-- The sent-message log, for messages that were sent with waitFor or trackDelivery. Times are milliseconds since 1970;
-- due is when the delivery event of the message must be emitted: 0 at once, null if there is none to emit; trace is the
-- trace context of the send.
create table if not exists whatsapp360_sent (
    account       text   not null,
    key           text   collate "C" not null,
    correlation   text,
    customer      text,
    message_id    text,
    state         text   not null,
    requested_at  bigint not null,
    sent_at       bigint,
    delivered_at  bigint,
    read_at       bigint,
    failed_at     bigint,
    error_code    bigint,
    error_title   text,
    error_details text,
    due           bigint,
    trace         text,
    primary key (account, key)
);
create index if not exists whatsapp360_sent_id on whatsapp360_sent (account, message_id) where message_id is not null;
create index if not exists whatsapp360_sent_correlation on whatsapp360_sent (account, correlation)
    where correlation is not null;
create index if not exists whatsapp360_sent_due on whatsapp360_sent (account, due) where due is not null;

insert into whatsapp360_schema (version) values (2);
