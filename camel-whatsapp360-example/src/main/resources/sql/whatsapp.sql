-- What customers wrote.
create table message (
    id         text primary key,
    customer   text not null,
    name       text,
    written_at timestamptz,
    type       text not null,
    text       text,
    json       json not null
);

-- How far a message can have got, in order: a status only ever moves forward.
create type progress as enum ('queued', 'sending', 'unknown', 'notSent', 'accepted', 'sent', 'delivered', 'read', 'played', 'failed');

-- What is to be sent: insert recipient and text.
create table outbox (
    id         text primary key default gen_random_uuid(),
    queued_at  timestamptz not null default clock_timestamp(),
    recipient  text not null,
    text       text not null,
    status     progress not null default 'queued',
    error_code integer,
    message_id text unique
);

-- Every delivery report, also of messages that were sent by others.
create table report (
    message_id  text not null,
    status      progress not null,
    reported_at timestamptz,
    error_code  integer,
    json        json not null,
    primary key (message_id, status)
);
