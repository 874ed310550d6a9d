"""Finding folders: the sent one by its special use (RFC 6154), by its usual names, or as the form says."""

from hanjari.channels.kinds.mail.lines import MailBox

_USUAL = (
    "sent", "sent mail", "sent items", "sent messages", "보낸메일함", "보낸 메일함", "보낸편지함",
    "보낸 편지함", "보낸 메일", "[gmail]/sent mail", "[gmail]/보낸편지함", "inbox.sent", "inbox/sent",
)  # fmt: skip


def sent_folder(box: MailBox, told: str) -> str:
    """The name of the sent folder, or empty when there is none to be found."""
    folders = box.folder.list()
    if told:
        return told
    for folder in folders:
        if any(flag.lower() == "\\sent" for flag in folder.flags):
            return str(folder.name)
    by_name = {folder.name.lower(): folder.name for folder in folders}
    return next((str(by_name[name]) for name in _USUAL if name in by_name), "")


def everywhere(box: MailBox, sent: str) -> list[str]:
    """All folders that can hold mail, in the order in which a mail moves: inbox, sent, the rest."""
    names = [
        str(folder.name)
        for folder in box.folder.list()
        if not any(flag.lower() in {"\\noselect", "\\nonexistent"} for flag in folder.flags)
    ]
    first = ["INBOX", *([sent] if sent else [])]
    return [*first, *(name for name in names if name not in first and name.upper() != "INBOX")]
