-- Migrates the tables of inbox=jdbc from version 1 to version 2. It runs at the first start of a node of this version if
-- the user of the DataSource owns the tables; otherwise run this file once, in one transaction, while no node runs.
-- Events have no subscription afterwards; the nodes of each account assign subscriptions at the start.

create sequence whatsapp360_event_number as bigint;
select setval('whatsapp360_event_number', greatest(
    (select coalesce(max(id), 0) from whatsapp360_event), (select coalesce(max(id), 0) from whatsapp360_dead_letter), 1));

delete from whatsapp360_node;

alter table whatsapp360_event alter column id drop identity;
alter table whatsapp360_event alter column id set default nextval('whatsapp360_event_number');
alter table whatsapp360_event add column subscription text not null default '';
alter table whatsapp360_event alter column subscription drop default;

-- The consumers that are done with an event are recorded after a line break until it has a subscription.
update whatsapp360_event e set subscription = chr(10) || t.progress
    from whatsapp360_turn t where t.account = e.account and t.event = e.id and t.progress is not null;

drop index whatsapp360_turn_open;
alter table whatsapp360_turn drop column kind;
alter table whatsapp360_turn drop column progress;
alter table whatsapp360_turn add column subscription text not null default '';
alter table whatsapp360_turn alter column subscription drop default;
create index whatsapp360_turn_open on whatsapp360_turn (account, subscription, due, event) where node is null;

alter table whatsapp360_dead_letter alter column id drop identity;
alter table whatsapp360_dead_letter alter column id set default nextval('whatsapp360_event_number');
alter table whatsapp360_dead_letter add column subscription text not null default '';
alter table whatsapp360_dead_letter alter column subscription drop default;

create table if not exists whatsapp360_number (
    account         text   not null primary key,
    phone_number_id text   not null,
    learned_at      bigint not null
);

create table if not exists whatsapp360_billed (
    account          text   not null,
    month            text   not null,
    service_messages bigint not null,
    primary key (account, month)
);

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
    primary key (account, key)
);
create index if not exists whatsapp360_sent_id on whatsapp360_sent (account, message_id) where message_id is not null;
create index if not exists whatsapp360_sent_correlation on whatsapp360_sent (account, correlation)
    where correlation is not null;
create index if not exists whatsapp360_sent_due on whatsapp360_sent (account, due) where due is not null;

update whatsapp360_schema set version = 2;
