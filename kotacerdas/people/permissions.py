"""Every verb that can be allowed or refused, each with the sentence that a person reads about it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    SEE_PUBLISHED = "see_published"
    SEE_OWN_ACCOUNT = "see_own_account"
    SEE_CITY_DRAFTS = "see_city_drafts"
    SEE_ALL_DRAFTS = "see_all_drafts"
    LOAD_RESULTS = "load_results"
    PUBLISH_ROUND = "publish_round"
    EDIT_RUBRIC = "edit_rubric"
    EDIT_EDITIONS = "edit_editions"
    KEEP_INDICATORS = "keep_indicators"
    KEEP_PLANS = "keep_plans"
    REPORT_PROGRESS = "report_progress"
    KEEP_WIFI = "keep_wifi"
    REPORT_SIGNAL = "report_signal"
    RUN_ROUNDS = "run_rounds"
    KEEP_ROUNDS = "keep_rounds"
    SET_DAYS = "set_days"
    ANSWER_QUESTIONS = "answer_questions"
    VERIFY_ANSWERS = "verify_answers"
    ASSESS = "assess"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_ORGANISATIONS = "manage_organisations"
    SEE_OFFICE = "see_office"
    SEE_AUDIT = "see_audit"
    SEE_JOBS = "see_jobs"
    MANAGE_JOBS = "manage_jobs"
    SEE_DELIVERIES = "see_deliveries"
    DO_TASKS = "do_tasks"
    ASSIGN_TASKS = "assign_tasks"
    SEE_ALL_TASKS = "see_all_tasks"
    DISCUSS = "discuss"
    DECIDE = "decide"
    SEE_LETTERS = "see_letters"
    WRITE_LETTERS = "write_letters"
    EDIT_LETTER_TEMPLATES = "edit_letter_templates"
    SEE_PUBLIC_EVIDENCE = "see_public_evidence"
    SEE_EVIDENCE = "see_evidence"
    SEE_SECRET_EVIDENCE = "see_secret_evidence"  # noqa: S105 - a permission, no password
    ADD_EVIDENCE = "add_evidence"
    REVIEW_EVIDENCE = "review_evidence"
    MANAGE_EVIDENCE = "manage_evidence"
    HANDLE_PERSONAL_DATA = "handle_personal_data"
    SUPPORT = "support"

    @property
    def sentence(self) -> "str | Promise":
        return SENTENCES[self]


SENTENCES: dict[Permission, "str | Promise"] = {
    Permission.SEE_PUBLISHED: _(
        "Read everything that is published: rounds, rankings, scorecards, instruments."
    ),
    Permission.SEE_OWN_ACCOUNT: _("See one's own account: roles, since when, and what they allow."),
    Permission.SEE_CITY_DRAFTS: _("See rounds and results of one's own city before they are published."),
    Permission.SEE_ALL_DRAFTS: _("See unpublished rounds and results of every city in one's area."),
    Permission.LOAD_RESULTS: _("Load results of a round from a file."),
    Permission.PUBLISH_ROUND: _("Publish a round, or take it back."),
    Permission.EDIT_RUBRIC: _("Write and correct the texts of the levels 0 to 4."),
    Permission.EDIT_EDITIONS: _("Clone a form, change its questions and weights, and publish it."),
    Permission.KEEP_INDICATORS: _(
        "Write figures, targets and forecasts of one's own city, and define indicators."
    ),
    Permission.KEEP_PLANS: _(
        "Write the plans of one's own city and their programmes, open their review and adopt them."
    ),
    Permission.REPORT_PROGRESS: _(
        "Report every month what was done and spent in the programmes that one's organisation leads."
    ),
    Permission.KEEP_WIFI: _(
        "Keep outlines, places, Wi-Fi points, contracts and blank spots of one's own city, and plan new points."
    ),
    Permission.REPORT_SIGNAL: _("Report where there is no usable signal."),
    Permission.RUN_ROUNDS: _("Open rounds for the cities of one's area, and invite them."),
    Permission.KEEP_ROUNDS: _("Keep the rounds of one's own city: who answers what, submission, receipts."),
    Permission.SET_DAYS: _("Set and extend the days of the rounds that one runs or keeps."),
    Permission.ANSWER_QUESTIONS: _("Answer the questions that were given to one's organisation."),
    Permission.VERIFY_ANSWERS: _("Accept or return the answers of others, never one's own."),
    Permission.ASSESS: _("Score the answers of cities to whose panel one was appointed."),
    Permission.SEE_PEOPLE: _("See who holds which role in one's own area."),
    Permission.MANAGE_PEOPLE: _("Invite people, give and end roles, appoint deputies in one's own area."),
    Permission.MANAGE_ORGANISATIONS: _("Add and correct organisations and areas of one's own city."),
    Permission.SEE_OFFICE: _("See the list of the office's pages; each page asks for its own permission."),
    Permission.SEE_AUDIT: _("Read who did what in one's own area, and take the trail away as a file."),
    Permission.SEE_JOBS: _("See background work of one's own area: running, waiting, failed."),
    Permission.MANAGE_JOBS: _("Cancel background work and start it again."),
    Permission.SEE_DELIVERIES: _("See which notices reached whom, by which channel."),
    Permission.DO_TASKS: _("See one's tasks and those of one's organisation, report on them with proof."),
    Permission.ASSIGN_TASKS: _("Give tasks to people and organisations, accept or return what they report."),
    Permission.SEE_ALL_TASKS: _("See the tasks of every organisation of one's city."),
    Permission.DISCUSS: _("Comment and vote on what one may see."),
    Permission.DECIDE: _("Close a discussion with a decision and its reason."),
    Permission.SEE_LETTERS: _("Read the issued letters of one's city."),
    Permission.WRITE_LETTERS: _("Write letters, issue them with a number, bring back the signed copy."),
    Permission.EDIT_LETTER_TEMPLATES: _("Write letter templates, letterhead, books and signatories."),
    Permission.SEE_PUBLIC_EVIDENCE: _("Search and read the evidence of one's city that is public."),
    Permission.SEE_EVIDENCE: _("Search and read the evidence of one's city that is not secret."),
    Permission.SEE_SECRET_EVIDENCE: _(
        "Search and read the secret evidence of every organisation of one's city."
    ),
    Permission.ADD_EVIDENCE: _("Bring evidence for one's organisation, and cite it for a question."),
    Permission.REVIEW_EVIDENCE: _("Confirm or reject what others have cited, never one's own."),
    Permission.MANAGE_EVIDENCE: _(
        "Ask organisations for evidence, keep the words that mean the same, make packs."
    ),
    Permission.HANDLE_PERSONAL_DATA: _(
        "Answer requests about personal data, run retention, keep the breach notebook."
    ),
    Permission.SUPPORT: _("Look after the installation: jobs, deliveries and events that belong to no city."),
}
