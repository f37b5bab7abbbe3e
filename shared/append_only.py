"""Tables whose rows are only ever added to: what a migration tells the database, so that no code can do otherwise."""

from collections.abc import Mapping, Sequence


def only_added(tables: Sequence[str], why: str) -> Mapping[str, tuple[str, ...]]:
    """By dialect: the statements after which no row of these is changed or deleted; `why` is what the database says."""
    guard = f"{tables[0]}_guard"
    return {
        "postgresql": (
            f"""CREATE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 RAISE EXCEPTION '{why}'; END $$""",
            *(
                f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT
                    EXECUTE FUNCTION {guard}()"""
                for table in tables
            ),
        ),
        "sqlite": tuple(
            f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
                BEGIN SELECT RAISE(ABORT, '{why}'); END"""
            for table in tables
            for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
        ),
    }
