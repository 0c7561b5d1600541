-- The store of a fleet's results. Anyone may read it; views count what people ask for.
create table runs (
    id integer primary key,
    began text not null,
    ended text,                 -- null while it runs, and of one that was cut
    as_of text not null,
    edition text not null       -- of the rules: version of the package and a digest of its source
);
create table results (          -- one for each content, name and terms
    id integer primary key,
    digest text not null,       -- SHA-256 of the file
    name text not null,
    terms text not null,        -- digest of edition, day, settings, waivers and known findings of this name
    limits text,                -- of a check that was broken off: it holds under these limits only
    made_in integer not null references runs (id),
    used_in integer not null references runs (id),
    answer blob not null,       -- packed: the report and what was read
    unique (digest, name, terms)
);
create table files (            -- what was handed in, as the last run found it
    path text primary key,
    name text not null,
    run integer not null references runs (id),
    result integer references results (id),
    status text not null default 'waiting' check (status in ('waiting', 'accepted', 'refused')),
    template text,
    unit text not null default '',
    unit_id text not null default '',
    checked integer not null default 0  -- how often it was checked in this run and those that it goes on with
);
create table findings (         -- as they were told of each file
    path text not null references files (path),
    number integer not null,
    code text not null,
    severity text not null,
    sheet text,
    cell text,
    message text not null,
    repair text,
    fingerprint text not null,
    primary key (path, number)
) without rowid;
create index files_by_run on files (run, status);
create index files_by_result on files (result);
create index findings_by_code on findings (code);
