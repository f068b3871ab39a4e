-- The tables of customers in an inbox=jdbc on PostgreSQL whose other tables were created by an earlier version. They are
-- created at the first start if the user of the DataSource may create tables; otherwise run this file once, in the
-- schema of the other tables.

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
