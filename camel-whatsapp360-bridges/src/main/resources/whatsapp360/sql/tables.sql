-- The tables of the bridges to PostgreSQL, version 1.
create table if not exists whatsapp360_schema (
    version integer primary key
);

-- What customers wrote.
create table if not exists whatsapp360_message (
    id          text primary key,
    account     text not null,
    customer    text not null,
    customer_id text,
    name        text,
    group_id    text,
    reply_to    text,
    written_at  timestamptz,
    received_at timestamptz not null default clock_timestamp(),
    type        text not null,
    text        text,
    media_id    text,
    media_type  text,
    file_name   text,
    json        json not null
);

-- How far a message can have got, in order: a status only ever moves forward.
do $$ begin
    create type whatsapp360_progress as enum
        ('queued', 'sending', 'unknown', 'notSent', 'accepted', 'sent', 'delivered', 'read', 'played', 'failed');
exception when duplicate_object then null;
end $$;

-- What is to be sent: insert recipient, and either text or message, which is a message as the API takes it.
create table if not exists whatsapp360_outbox (
    id         text primary key default gen_random_uuid(),
    position   bigint generated always as identity unique,
    queued_at  timestamptz not null default clock_timestamp(),
    recipient  text not null,
    text       text,
    message    json,
    status     whatsapp360_progress not null default 'queued',
    attempts   integer not null default 0,
    taken_by   text,
    error_code integer,
    error      text,
    message_id text unique,
    check (num_nonnulls(text, message) = 1)
);
create index if not exists whatsapp360_outbox_waiting
    on whatsapp360_outbox (recipient, position) where status in ('queued', 'sending');

-- Every delivery report, also of messages that others sent.
create table if not exists whatsapp360_status (
    message_id  text not null,
    status      whatsapp360_progress not null,
    account     text not null,
    customer    text,
    reported_at timestamptz,
    error_code  integer,
    json        json not null,
    primary key (message_id, status)
);

insert into whatsapp360_schema (version) values (1) on conflict do nothing;
