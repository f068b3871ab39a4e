-- One row for each time that can be booked. The flow token of the form that booked it makes the booking idempotent.
create table slot (
    day date not null,
    time text not null,
    customer text,
    name text,
    token text unique,
    primary key (day, time)
);
