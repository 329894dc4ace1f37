"""Addresses of tasks: one's own, the city's, one task and its deeds."""

from django.urls import path

from kotacerdas.followup.views import board, calendar, giving, mine, tasks

app_name = "followup"

urlpatterns = [
    path("tugas/", mine.mine, name="tasks"),
    path("tugas/semua/", board.board, name="board"),
    path("tugas/semua/unduh.<slug:file_type>", board.download, name="download"),
    path("tugas/tanpa-pemilik/", board.ownerless, name="ownerless"),
    path("tugas/baru/", giving.new, name="new"),
    path("tugas/baru/banyak/", giving.many, name="new-many"),
    path("tugas/kalender/", calendar.feed_settings, name="calendar"),
    path("tugas/kalender/<str:secret>.ics", calendar.feed, name="feed"),
    path("tugas/<str:code>/", tasks.task, name="task"),
    path("tugas/<str:code>/ubah/", giving.change, name="change"),
    path("tugas/<str:code>/ikuti/", tasks.watch, name="watch"),
    path("tugas/<str:code>/<slug:slug>/", tasks.deed, name="deed"),
]
