"""A record without the persons who are to be contacted, and without anybody's address."""

from typing import Any

from harvest.hiding import without_people

_PERSONS = frozenset(
    {
        *("publicContacts", "scientificContacts", "contactPointForUnion", "legalRepresentative"),
        *("person", "personInfo", "contactPerson", "investigator", "principalInvestigator"),
        *("phone", "phoneNumber", "telephone", "fax", "email", "emailAddress", "intl"),
        *("functionalName", "functionalEmailAddress", "firstName", "lastName"),
    }
)


def without_persons(value: Any) -> Any:
    """The same JSON value without what says who is to be contacted, at any depth."""
    if isinstance(value, dict):
        return {key: without_persons(one) for key, one in value.items() if key not in _PERSONS}
    if isinstance(value, list):
        return [without_persons(one) for one in value]
    if isinstance(value, str) and "@" in value:
        return without_people(value)
    return value
