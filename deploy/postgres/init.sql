-- One database and one role per service; no role may even connect to another's database.
-- psql runs it once, on an empty data folder, as the superuser. Passwords come from its environment.
\set ON_ERROR_STOP on
\getenv registry REGISTRY_DATABASE_PASSWORD
\getenv benefits BENEFITS_DATABASE_PASSWORD
\getenv finance FINANCE_DATABASE_PASSWORD
\getenv notifications NOTIFICATIONS_DATABASE_PASSWORD

CREATE ROLE registry LOGIN PASSWORD :'registry';
CREATE ROLE benefits LOGIN PASSWORD :'benefits';
CREATE ROLE finance LOGIN PASSWORD :'finance';
CREATE ROLE notifications LOGIN PASSWORD :'notifications';

-- Sorted by code point, as SQLite and every test do it.
CREATE DATABASE registry OWNER registry TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
CREATE DATABASE benefits OWNER benefits TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
CREATE DATABASE finance OWNER finance TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
CREATE DATABASE notifications OWNER notifications TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';

-- PostgreSQL lets PUBLIC connect to every new database; the owner's own right remains.
REVOKE ALL ON DATABASE registry, benefits, finance, notifications, postgres FROM PUBLIC;
