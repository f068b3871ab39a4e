-- The tables of inbox=jdbc on PostgreSQL 12 or newer, version 1. They are made at the first start if the user of the DataSource
-- may create tables; otherwise run this file once, in the schema that is first on that user's search_path.
-- Instants are milliseconds since 1970, UTC, by this database's clock; those of service_window are seconds.

create table whatsapp360_schema (
    version integer not null
);

-- The processes that work events off. A row is one start of one process; it is gone when that ended or was given up.
create table whatsapp360_node (
    id        bigint generated always as identity primary key,
    account   text   not null,
    name      text   not null,
    joined_at bigint not null,
    beat_at   bigint not null                  -- renewed every second; the lease of all turns that it holds
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- What waits. A row is written once and deleted once.
create table whatsapp360_event (
    account      text   not null,
    id           bigint generated always as identity,   -- ascending in the order of arrival
    lane         bigint not null,              -- hash of the conversation
    key          text   not null,              -- names the event
    conversation text   not null,              -- events of one run one after the other
    kind         text   not null,              -- what a consumer can take or leave
    stored_at    bigint not null,
    body         bytea  not null,
    primary key (account, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
        autovacuum_analyze_scale_factor = 0.5, autovacuum_analyze_threshold = 10000);
create index whatsapp360_event_lane on whatsapp360_event (account, lane, id);
alter table whatsapp360_event alter column body set storage external;

-- Whose turn it is: one row for each conversation that has waiting events.
create table whatsapp360_turn (
    account  text    not null,
    lane     bigint  not null,
    event    bigint  not null,                 -- the event whose turn it is, or is believed to be
    kind     text    not null,
    due      bigint  not null,                 -- not before
    attempts integer not null default 0,       -- how often that event failed
    progress text,                             -- what its last attempt left behind
    fence    bigint  not null default 0,       -- counts the times it was handed out
    begun    boolean not null default false,   -- handed out, and not settled
    batch    bigint  not null default 0,       -- with which others it was handed out
    node     bigint references whatsapp360_node (id) on delete set null,   -- who has it; null: nobody
    primary key (account, lane)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_analyze_scale_factor = 0.5, autovacuum_analyze_threshold = 5000);
create index whatsapp360_turn_open on whatsapp360_turn (account, due, event) where node is null;
create index whatsapp360_turn_node on whatsapp360_turn (node) where node is not null;

-- Which events were stored, for dedupePeriod.
create table whatsapp360_seen (
    account   text   not null,
    hash      bytea  not null,                 -- 16 bytes of the key's SHA-256
    stored_at bigint not null,
    primary key (account, hash)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);

-- What was given up.
create table whatsapp360_dead_letter (
    account      text    not null,
    id           bigint generated always as identity,
    key          text    not null,
    conversation text    not null,
    kind         text    not null,             -- 'unreadable' cannot be replayed
    stored_at    bigint  not null,
    attempts     integer not null,
    buried_at    bigint  not null,
    problem      text    not null,
    body         bytea   not null,
    primary key (account, id)
);

-- Customer service windows; what the columns mean is told in docs/architecture.md.
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

insert into whatsapp360_schema (version) values (1);
