"""The inbox's doors."""

from django.urls import path

from hanjari.conversations.views import (
    acts,
    conversation,
    files,
    listing,
    regrouping,
    replies,
    saved,
    searching,
    together,
    writing,
)

app_name = "conversations"
urlpatterns = [
    path("inbox/", listing.inbox, name="inbox"),
    path("inbox/search/", searching.search, name="search"),
    path("inbox/news/", listing.news, name="news"),
    path("inbox/filters/", saved.filters, name="filters"),
    path("inbox/views/", saved.keep, name="keep_view"),
    path("inbox/views/<int:pk>/remove/", saved.remove, name="remove_view"),
    path("inbox/bulk/", together.act, name="bulk"),
    path("inbox/undo/<int:pk>/", together.undo, name="undo"),
    path("inbox/regroupings/<int:pk>/undo/", regrouping.undo, name="undo_regrouping"),
    path("inbox/<int:pk>/", conversation.conversation, name="conversation"),
    path("inbox/<int:pk>/row/", listing.row, name="row"),
    path("inbox/<int:pk>/thread/", conversation.thread, name="thread"),
    path("inbox/<int:pk>/take/", acts.take, name="take"),
    path("inbox/<int:pk>/assign/", acts.assign, name="assign"),
    path("inbox/<int:pk>/status/", acts.change_status, name="change_status"),
    path("inbox/<int:pk>/snooze/", acts.snooze, name="snooze"),
    path("inbox/<int:pk>/wake/", acts.wake, name="wake"),
    path("inbox/<int:pk>/labels/", acts.labels, name="labels"),
    path("inbox/<int:pk>/merge/", regrouping.merge, name="merge"),
    path("inbox/<int:pk>/split/", regrouping.split, name="split"),
    path("inbox/<int:pk>/timeline/", conversation.timeline, name="timeline"),
    path("inbox/<int:pk>/writers/", conversation.writers, name="writers"),
    path("inbox/messages/<int:pk>/files/<int:number>/", files.file, name="file"),
    path("inbox/people/<int:pk>/", conversation.person, name="person"),
    path("inbox/<int:pk>/draft/", writing.draft, name="draft"),
    path("inbox/<int:pk>/reply/", replies.reply, name="reply"),
    path("inbox/replies/<int:pk>/decide/", replies.decide, name="decide"),
    path("inbox/replies/<int:pk>/withdraw/", replies.withdraw, name="withdraw"),
    path("inbox/replies/<int:pk>/retry/", replies.retry, name="retry"),
    path("inbox/replies/<int:pk>/look/", replies.look, name="look"),
    path("inbox/<int:pk>/note/", writing.note, name="note"),
    path("inbox/<int:pk>/macros/<int:macro_pk>/", writing.macro, name="macro"),
]
