"""WordPress's codes in plain words (REST API controllers of WordPress 6: comments, posts, attachments, users)."""

from django.utils.translation import gettext as _

GONE = {
    "rest_comment_invalid_id",
    "rest_post_invalid_id",
    "rest_already_trashed",
    "rest_comment_trash_post",
}
"""The comment or its post is not there, or lies in the trash."""
HIDDEN = {"rest_cannot_read", "rest_cannot_read_post"}
"""It is there, and not for the public."""
_LOGIN = {
    "incorrect_password",
    "invalid_username",
    "invalid_email",
    "invalid_application_password",
    "rest_invalid_application_password",
}
_UNSEEN = {"rest_not_logged_in", "rest_comment_login_required"}
"""Also said of a wrong password, where something asks who we are before the API begins."""
_CLOSED = {
    "rest_disabled",
    "rest_api_disabled",
    "rest_cannot_access",
    "rest_login_required",
    "rest_user_cannot_access",
    "itsec_rest_api_access_restricted",
    "rest_no_route",
}
"""As plugins that close the API say it; WordPress itself says `rest_no_route` when wp/v2 is taken away."""
_OFF = {"application_passwords_disabled", "application_passwords_disabled_for_user"}
_RIGHTS = {
    "rest_cannot_edit",
    "rest_cannot_delete",
    "rest_cannot_create",
    "rest_cannot_publish",
    "rest_cannot_edit_others",
    "rest_forbidden_context",
    "rest_forbidden_param",
    "rest_comment_invalid_status",
    "rest_forbidden",
}
_FILES = {
    "rest_upload_unknown_error",
    "rest_upload_sideload_error",
    "rest_upload_user_quota_exceeded",
    "rest_upload_limited_space",
    "rest_upload_file_too_big",
}


def plain() -> dict[str, tuple[str, bool]]:
    """Words of each code, and whether only a person can mend it."""
    gone = _("The comment or its post is no longer there.")
    login = _("WordPress refuses the login. Make a new application password and connect again.")
    unseen = _(
        "The site does not know our login. The application password is wrong or was taken back, or"
        " the web server drops the Authorization header."
    )
    closed = _("The site's REST API is closed, probably by a security plugin.")
    off = _("Application passwords are switched off at this site or for this user.")
    rights = _("This WordPress user may not do this. Its role must be at least Editor.")
    files = _("WordPress did not take the file: too large, or a kind that it does not allow.")
    return {
        **dict.fromkeys(GONE, (gone, False)),
        **dict.fromkeys(HIDDEN, (_("The post is not for everybody to read."), False)),
        **dict.fromkeys(_LOGIN, (login, True)),
        **dict.fromkeys(_UNSEEN, (unseen, True)),
        **dict.fromkeys(_CLOSED, (closed, True)),
        **dict.fromkeys(_OFF, (off, True)),
        **dict.fromkeys(_RIGHTS, (rights, True)),
        **dict.fromkeys(_FILES, (files, False)),
        "rest_comment_closed": (_("Comments are closed below this post."), False),
        "rest_comment_draft_post": (_("The post is a draft; it takes no comments."), False),
        "rest_comment_content_invalid": (_("WordPress wants at least one letter."), False),
        "comment_content_column_length": (_("The comment is too long for WordPress."), False),
        "rest_trash_not_supported": (_("This site has no trash."), False),
        "comment_duplicate": (_("The very same words stand there already."), False),
    }
