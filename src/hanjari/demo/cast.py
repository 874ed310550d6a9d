"""The cast: Hanbit and its people, rival Narae, customer Haneul. The tests' fixture and the demo's start."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from hanjari.people.models import Department, Member, OpeningHours, Organisation, Role
from hanjari.people.permissions import STANDARD_ROLES

PASSWORD = "hanjari-demo-2011"  # noqa: S105 (the demo prints it; a real installation has no default password)


@dataclass(frozen=True)
class Company:
    """An organisation with its departments and members by short name."""

    organisation: Organisation
    departments: dict[str, Department]
    roles: dict[str, Role]
    members: dict[str, Member]


_HANBIT = {
    "minseo": ("민서", "agent", "고객응대"),
    "jiho": ("지호", "lead", "고객응대"),
    "sora": ("소라", "lead", "법무"),
    "doyun": ("도윤", "reader", "제품"),
    "yuna": ("유나", "administrator", "홍보"),
}


@transaction.atomic
def seat_hanbit() -> Company:
    """Hanbit (한빛), maker of water purifiers: the company whose desk this is."""
    return _seat("한빛", "hanbit", ["고객응대", "홍보", "법무", "제품"], _HANBIT)


@transaction.atomic
def seat_narae() -> Company:
    """Narae (나래), the rival; its Taeyang is the stranger who must get 404."""
    return _seat("나래", "narae", ["고객응대"], {"taeyang": ("태양", "administrator", "고객응대")})


def _seat(
    name: str, slug: str, departments: list[str], people: dict[str, tuple[str, str, str]]
) -> Company:
    organisation = Organisation.objects.create(name=name, slug=slug)
    rooms = {
        room: Department.objects.create(organisation=organisation, name=room)
        for room in departments
    }
    roles = {
        role: Role.objects.create(
            organisation=organisation, name=role, standard=role, permissions=sorted(permissions)
        )
        for role, permissions in STANDARD_ROLES.items()
    }
    for weekday in range(5):
        OpeningHours.objects.create(
            organisation=organisation, weekday=weekday, opens=time(9), closes=time(18)
        )
    members = {}
    for key, (shown, role, room) in people.items():
        member = Member.objects.create_user(
            f"{key}@{slug}.example",
            PASSWORD,
            name=shown,
            organisation=organisation,
            role=roles[role],
        )
        member.departments.add(rooms[room])
        members[key] = member
    return Company(organisation, rooms, roles, members)
