"""Real examples of every page: what stands in its address, in the demo that `./run` loads."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from kotacerdas.people.addresses import Address, every_address
from kotacerdas.people.domain.codes import derived_code
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Role

# Accounts of the demonstration.
PROGRAMME_OFFICE, NATIONAL_OPERATOR = "program@balikpapan.example", "operator@indonesia.example"

MALANG, BALIKPAPAN = "35.07", "64.71"
LIST_2022 = {"code": "smartcity-2022-kppn"}
SCORECARD_2023 = {"city": MALANG, "code": "smartcity-2023-kppn"}
QUESTION = {"code": "smartcity", "edition": "2023-kppn", "node": "A1"}

# Samples of the demonstration, whose codes never change.
SAMPLE_ROUND = "contoh-putaran"
ASSESSOR = "asesor@indonesia.example"
AGENCY = "diskominfo@balikpapan.example"
SAMPLE_PANEL = {"code": "contoh-tahap-2", "city": BALIKPAPAN}
LATE_TASK, REPORTED_TASK, ASKING_TASK = "C0NT0H01", "C0NT0H06", "C0NT0H09"
COMMENT, OWN_COMMENT = "C0NT0H0001", "C0NT0H0002"


def sample_evidence(number: int) -> str:
    """The code of a sample document, or of a sample citation."""
    return f"c0nt0h{number:014d}"


SAMPLE_PLACE = "contoh-6471011001-01"
RUNNING_PLAN = {"city": BALIKPAPAN, "edition": "contoh-masterplan-2022"}
REVIEWED_PLAN = {"city": BALIKPAPAN, "edition": "contoh-masterplan-2027"}
WEIGHED_PLAN = {"city": BALIKPAPAN, "edition": "contoh-prioritas"}
SAMPLE_SCALE = {**WEIGHED_PLAN, "scale": "contoh-skala-prioritas-2026"}
FLYOVER = {**WEIGHED_PLAN, "code": "CP-01"}
REPORTED_SPOT, PLANNED_SPOT, SOLVED_SPOT = (
    {"city": BALIKPAPAN, "code": code} for code in ("bs-karang-joang-1", "bs-kariangau-1", "bs-graha-indah-1")
)
SAMPLE_SITES = {"city": BALIKPAPAN, "code": "c0nt0h00000000000001"}
HEAD_OF_AN_AGENCY = {"code": derived_code("kepala.diskominfo@balikpapan.example", 10)}

# Several of one page where its states differ. A page without parameters is its own example.
EXAMPLES: dict[str, list[dict[str, object]]] = {
    "evaluation:ranking": [LIST_2022, {"code": "smartcity-2024"}],
    "evaluation:awards": [LIST_2022],
    "evaluation:award-give": [LIST_2022],
    "evaluation:calendar": [{"code": SAMPLE_ROUND}],
    "evaluation:days": [{"code": SAMPLE_ROUND}],
    "evaluation:extend": [{"code": SAMPLE_ROUND}],
    "evaluation:city": [{"city": BALIKPAPAN}, {"city": MALANG}, {"city": "11.01"}],
    "evaluation:scorecard": [
        SCORECARD_2023,
        {"city": MALANG, **LIST_2022},
        {"city": BALIKPAPAN, "code": "smartcity-2022"},
    ],
    "evaluation:load": [LIST_2022],
    "evaluation:letter": [{"code": SAMPLE_ROUND}],
    "evaluation:recommendation": [
        {"city": BALIKPAPAN, "slug": "2022-5"},
        {"city": BALIKPAPAN, "slug": "2022-7"},
        {"city": BALIKPAPAN, "slug": "2022-9"},
    ],
    "evidence:board-of": [{"scope": "smartcity-2023-kppn"}, {"scope": "rekomendasi"}],
    "evidence:question": [{"scope": "smartcity-2023-kppn", "code": code} for code in ("B2", "A1", "D46")],
    "evidence:request": [{"code": sample_evidence(number)} for number in (101, 102, 103, 104)],
    "evidence:request-answer": [{"code": sample_evidence(101)}],
    "evidence:intake": [{"code": sample_evidence(number)} for number in (801, 802)],
    "evidence:change-synonyms": [{"code": sample_evidence(801)}],
    "evidence:pack": [{"code": "c0nt0h00000000000900"}],
    "followup:task": [{"code": LATE_TASK}, {"code": REPORTED_TASK}, {"code": ASKING_TASK}],
    "followup:change": [{"code": LATE_TASK}],
    "followup:deed": [{"code": REPORTED_TASK, "slug": "kembalikan"}, {"code": LATE_TASK, "slug": "serahkan"}],
    "evidence:document": [{"code": sample_evidence(number)} for number in (1, 3, 6, 10)],
    "evidence:cite": [{"code": sample_evidence(1)}],
    "evidence:edit": [{"code": sample_evidence(4)}],
    "evidence:revise": [{"code": sample_evidence(4)}],
    "evidence:withdraw": [{"code": sample_evidence(4)}],
    "evidence:citation": [{"code": sample_evidence(number)} for number in (1, 5, 6, 8)],
    "discussion:thread": [{"kind": "evaluation.recommendation", "key": 1}],
    "discussion:mend": [{"code": OWN_COMMENT}],
    "discussion:withdraw": [{"code": OWN_COMMENT}],
    "discussion:hide": [{"code": COMMENT}],
    "geography:place": [{"code": SAMPLE_PLACE}],
    "geography:change-place": [{"code": SAMPLE_PLACE}],
    "indicators:indicator": [
        {"code": code} for code in ("ipm", "spbe", "penduduk", "kepadatan-penduduk", "opini-bpk", "skm")
    ],
    "indicators:forecast": [{"code": "penduduk"}, {"code": "ipm"}, {"code": "pemdi"}],
    "indicators:scenario": [{"code": "ibu-kota-negara"}],
    "indicators:balance": [{"code": "air-baku"}],
    "indicators:change-balance": [{"code": "air-baku"}],
    "indicators:bring-by": [{"name": "bps-csv"}, {"name": "rest-json"}],
    "indicators:write": [{"code": "ipm"}],
    "indicators:figure": [{"code": "ipm", "period": "2018"}],
    "indicators:remove": [{"code": "ipm", "period": "2018"}],
    "indicators:begin-series": [{"code": "ipm"}],
    "indicators:new-target": [{"code": "ipm"}],
    "indicators:target": [{"code": "spbe", "year": 2023}],
    "connectivity:batch": [{"code": derived_code("connectivity batch 1", 20).lower()}],
    "connectivity:report": [{"code": derived_code(f"connectivity report {at}", 20).lower()} for at in (1, 2)],
    "connectivity:check": [{"code": derived_code("connectivity report 1", 20).lower()}],
    "instruments:detail": [
        {"code": "smartcity", "edition": "2023-kppn"},
        {"code": "spbe", "edition": "2020"},
        {"code": "ipm", "edition": "2014"},
    ],
    "instruments:question": [QUESTION],
    "instruments:level": [{**QUESTION, "level": 3}],
    "letters:compose": [{"code": "contoh-undangan-rapat"}],
    "letters:template": [{"code": "contoh-surat-tugas"}],
    "letters:book": [{"key": 1}],
    "letters:letterhead": [{"key": 1}],
    "letters:signatory": [{"key": 1}],
    "letters:letter": [{"code": "contoh-konsep"}, {"code": "contoh-terbit"}, {"code": "contoh-ditandai"}],
    "letters:check": [{"code": "contoh-ditandai"}],
    "letters:edit": [{"code": "contoh-konsep"}],
    "letters:attach": [{"code": "contoh-konsep"}],
    "letters:issue": [{"code": "contoh-konsep"}],
    "letters:bring-back": [{"code": "contoh-terbit"}],
    "letters:void": [{"code": "contoh-terbit"}],
    "letters:send": [{"code": "contoh-ditandai"}],
    "accounts:invitation": [{"key": "C0NT0HTVNG"}, {"key": "C0NT0H1EWT"}],
    "accounts:code": [{"key": "C0NT0HK0DE"}],
    "accounts:person": [HEAD_OF_AN_AGENCY],
    "accounts:role-give": [HEAD_OF_AN_AGENCY],
    "accounts:role-end": [{**HEAD_OF_AN_AGENCY, "number": 1}],
    "accounts:move": [HEAD_OF_AN_AGENCY],
    "notices:delivery": [{"reference": "contoh-unsure"}, {"reference": "contoh-bounced"}],
    "office:import-new": [{"slug": "organisasi"}, {"slug": "tugas"}],
    "recommendations:recommendation": [{"slug": slug} for slug in ("2022-5", "2022-7", "2022-9", "2023-I-7")],
    "recommendations:deed": [{"slug": "2022-2", "deed": "nilai"}, {"slug": "2022-4", "deed": "rencana"}],
    "selfassessment:board": [{"code": SAMPLE_ROUND}],
    "selfassessment:share": [{"code": SAMPLE_ROUND}],
    "selfassessment:submit": [{"code": SAMPLE_ROUND}],
    "selfassessment:answer": [
        {"code": SAMPLE_ROUND, "question": code} for code in ("A2", "A3", "A4", "A5", "F1")
    ],
    "panel:round": [{"code": SAMPLE_PANEL["code"]}],
    "panel:panel": [SAMPLE_PANEL],
    "panel:appoint": [SAMPLE_PANEL],
    "panel:declare": [SAMPLE_PANEL],
    "panel:conclude": [SAMPLE_PANEL],
    "panel:room": [{**SAMPLE_PANEL, "question": code} for code in ("A1", "B2", "F1")],
    "panel:opinion": [{**SAMPLE_PANEL, "stage": stage} for stage in ("I", "II")],
    "panel:ask": [{**SAMPLE_PANEL, "question": "A1"}],
    "panel:clarification": [{"pk": number} for number in (1, 2, 3)],
    "panel:new-interview": [{"code": SAMPLE_PANEL["code"]}],
    "panel:interview": [{"pk": 1}],
    "panel:change-interview": [{"pk": 1}],
    "panel:speakers": [{"pk": 1}],
    "coverage:spot": [REPORTED_SPOT, PLANNED_SPOT, SOLVED_SPOT],
    "coverage:verify-spot": [REPORTED_SPOT],
    "coverage:reject-spot": [REPORTED_SPOT],
    "coverage:plan-spot": [PLANNED_SPOT],
    "coverage:solve-spot": [PLANNED_SPOT],
    "coverage:reopen-spot": [SOLVED_SPOT],
    "siting:scenario": [SAMPLE_SITES],
    "siting:edit": [SAMPLE_SITES],
    "siting:remove": [SAMPLE_SITES],
    "siting:candidates": [SAMPLE_SITES],
    "siting:bring": [SAMPLE_SITES],
    "siting:propose": [SAMPLE_SITES],
    "masterplan:edition": [RUNNING_PLAN, REVIEWED_PLAN, {"city": BALIKPAPAN, "edition": "rpjmd-2021"}],
    "masterplan:crosswalk": [RUNNING_PLAN],
    "masterplan:board": [RUNNING_PLAN],
    "masterplan:programme": [{**RUNNING_PLAN, "code": code} for code in ("SG-01", "SG-03", "RA-02", "QW-01")],
    "masterplan:agencies": [RUNNING_PLAN],
    "masterplan:timeline": [RUNNING_PLAN],
    "masterplan:absorption": [RUNNING_PLAN],
    "masterplan:answers": [RUNNING_PLAN],
    "masterplan:compare": [REVIEWED_PLAN],
    "masterplan:review": [REVIEWED_PLAN],
    "masterplan:write-remark": [REVIEWED_PLAN],
    "masterplan:standing": [RUNNING_PLAN, REVIEWED_PLAN],
    "masterplan:cover": [REVIEWED_PLAN],
    "masterplan:succeed": [RUNNING_PLAN],
    "masterplan:new-node": [REVIEWED_PLAN],
    "masterplan:change-node": [{**REVIEWED_PLAN, "code": "T1"}],
    "masterplan:remove-node": [{**REVIEWED_PLAN, "code": "T7"}],
    "masterplan:node-serves": [{**REVIEWED_PLAN, "code": "T1"}],
    "masterplan:programme-serves": [{**REVIEWED_PLAN, "code": "SG-01"}],
    "masterplan:swot": [REVIEWED_PLAN],
    "masterplan:readiness": [{**REVIEWED_PLAN, "dimension": "liv"}],
    "masterplan:change-issue": [{"code": "blank-spot"}],
    "masterplan:remove-issue": [{"code": "blank-spot"}],
    "masterplan:answer-issue": [{"code": "blank-spot", "edition": REVIEWED_PLAN["edition"]}],
    "masterplan:new-programme": [REVIEWED_PLAN],
    "masterplan:change-programme": [{**REVIEWED_PLAN, "code": "SG-01"}, {**RUNNING_PLAN, "code": "SG-01"}],
    "masterplan:year-money": [{**RUNNING_PLAN, "code": "RA-02", "year": 2026}],
    "masterplan:report": [{**RUNNING_PLAN, "code": "SG-01"}],
    "masterplan:milestones": [{**RUNNING_PLAN, "code": "RA-02"}],
    "masterplan:risks": [{**RUNNING_PLAN, "code": "RA-02"}],
    "masterplan:scales": [WEIGHED_PLAN],
    "masterplan:new-scale": [WEIGHED_PLAN],
    "masterplan:scale": [SAMPLE_SCALE],
    "masterplan:change-scale": [SAMPLE_SCALE],
    "masterplan:pairs": [SAMPLE_SCALE],
    "masterplan:marks": [SAMPLE_SCALE],
    "masterplan:efforts": [SAMPLE_SCALE],
    "masterplan:relations": [SAMPLE_SCALE],
    "masterplan:new-portfolio": [SAMPLE_SCALE],
    "masterplan:ways": [FLYOVER],
    "masterplan:new-way": [FLYOVER],
    "people:organisations": [{"code": BALIKPAPAN}, {"code": MALANG}],
    "wifi:contract": [{"city": BALIKPAPAN, "code": "contoh-wifi-2026"}],
    "wifi:change-contract": [{"city": BALIKPAPAN, "code": "contoh-wifi-2026"}],
    "wifi:pay": [{"city": BALIKPAPAN, "code": "contoh-wifi-2026"}],
    "wifi:point": [{"city": BALIKPAPAN, "code": code} for code in ("WIFI-004", "WIFI-006")],
    "wifi:change": [{"city": BALIKPAPAN, "code": "WIFI-004"}],
    "wifi:switch": [{"city": BALIKPAPAN, "code": "WIFI-004"}],
    "wifi:inspect": [{"city": BALIKPAPAN, "code": "WIFI-004"}],
    "wifi:add-photo": [{"city": BALIKPAPAN, "code": "WIFI-004"}],
    "people:units": [{"code": BALIKPAPAN}, {"code": MALANG}],
}
# Pages of something that not everybody sees who may open such pages.
READERS = {
    "evaluation:calendar": PROGRAMME_OFFICE,
    "connectivity:new-report": AGENCY,
    # Drafts, which the public does not see.
    **dict.fromkeys(
        (
            "masterplan:edition",
            "masterplan:compare",
            "masterplan:ways",
            "masterplan:programme",
            "masterplan:board",
        ),
        PROGRAMME_OFFICE,
    ),
    **dict.fromkeys(
        ("panel:panels", "panel:panel", "panel:declare", "panel:room", "panel:opinion", "panel:ask"), ASSESSOR
    ),
    **dict.fromkeys(
        ("panel:round", "panel:appoint", "panel:conclude", "panel:new-interview", "panel:change-interview"),
        NATIONAL_OPERATOR,
    ),
}
# The same pages as people ask them.
ASKED = {
    "recommendations:recommendations": ["?status=unproven&tahun=2023", "?cari=tidak+ada"],
    "selfassessment:board": ["?status=tanpa-bukti&dimensi=gov", "?cari=tidak+ada"],
    "evidence:board-of": ["?status=missing&dimensi=env", "?cari=tidak+ada"],
    "evidence:proposals": ["?lingkup=smartcity-2023-kppn", "?lingkup=smartcity-2023-kppn&lihat=kosong"],
    "evidence:new-request": [
        "?lingkup=smartcity-2023-kppn&dimensi=env",
        "?lingkup=smartcity-2023-kppn&soal=B5",
    ],
    "evidence:requests": ["?status=late", "?cari=tidak+ada"],
    "evidence:documents": ["?tahun=2023&waktu=fits", "?cari=tidak+ada"],
    "evidence:document": ["?satuan=2&dari=20&sampai=90"],
    "evidence:cite": ["?satuan=1&dari=20&sampai=90"],
    "followup:tasks": ["?cari=tidak+ada"],
    "followup:board": ["?susun=organisasi", "?status=late"],
    "followup:new": ["?tentang=evaluation.recommendation:1"],
    "notices:notices": ["?lihat=belum"],
    "notices:deliveries": ["?keadaan=unsure", "?cari=tidak+ada"],
    "evaluation:days": ["?start_on=2027-02-01"],
    "geography:places": ["?jenis=park&halaman=1", "?cari=tidak+ada"],
    "indicators:indicators": ["?lihat=flagged", "?cari=tidak+ada"],
    "masterplan:board": ["?dimensi=gov&urut=dana", "?cari=tidak+ada"],
    "masterplan:timeline": ["?menurut=opd", "?keadaan=late&kelompok=liv", "?semua=1"],
    "instruments:clone": ["?dari=smartcity/2023-kppn"],
    "evaluation:ranking": ["?provinsi=35&urut=C", "?q=tidak+ada+kota+ini"],
    "evaluation:award-give": ["?kota=35.07&bagian=C"],
    "connectivity:signal": ["?operator=telkomsel", "?operator=fixed"],
    "connectivity:place": [
        "?kelurahan=64.71.03.1003&rt=001",
        "?kelurahan=64.71.03.1003&rt=003",
        "?lon=116.839&lat=-1.226",
        "?lon=-1.2&lat=10",
    ],
    "connectivity:reports": ["?keadaan=checked", "?kelurahan=64.71.05.1002"],
    "wifi:points": ["?keadaan=off&urut=-sejak", "?cari=tidak+ada"],
    "wifi:gaps": ["?dari=2026-01-01&sampai=2026-02-28", "?dari=2026-05-01&sampai=2026-04-01"],
    "wifi:switch-many": ["?kecamatan=64.71.01"],
    "evaluation:compare": [
        f"?kiri={MALANG}/smartcity-2023-kppn&kanan={MALANG}/smartcity-2022-kppn",
        f"?kiri={MALANG}/smartcity-2022-kppn&kanan=35.78/smartcity-2022-kppn",
    ],
}
NOT_PAGES = {
    "alive", "ready", "robots", "description",
    "common:start",  # leads to the page where a day begins
    "followup:download", "followup:feed",
    "followup:watch",  # only a button
    "evidence:documents-download", "evidence:intake-download", "evidence:preview",
    "evidence:begin-intake", "evidence:intake-add", "evidence:intake-finish", "evidence:intake-resume",  # only buttons
    "evidence:intake-cancel", "evidence:remove-synonyms",
    "evidence:uploads", "evidence:upload",  # for the script that sends files; test_evidence_intake.py does
    "evidence:board-download", "evidence:requests-download", "evidence:decide", "evidence:request-decide",
    "evidence:guest", "evidence:receipt",  # the secret of one request; test_evidence_board.py opens them
    "evidence:judge", "evidence:use", "evidence:end-use", "evidence:withdraw-citation", "evidence:accept",  # only buttons
    "evaluation:ranking-download", "evaluation:scorecard-download", "evaluation:report-pdf", "evaluation:report-xlsx",
    "evaluation:latest",  # leads to a scorecard
    "evaluation:publish", "evaluation:compute-intervals", "evaluation:award-remove",  # only buttons
    "evaluation:calendar-file", "recommendations:download", "recommendations:print-pdf",
    "evaluation:invitations", "evaluation:join",  # the demonstration has no operator's round; test_invitation_pages.py
    "geography:areas-download", "geography:outlines", "geography:places-download",  # files
    "terrain:picture",  # a picture
    "terrain:again", "terrain:invent", "terrain:use",  # only buttons
    "geography:draw-outlines", "geography:use-outlines", "geography:remove-place",  # only buttons
    "geography:outline-file",  # carries a random code; geography/tests/test_pages.py brings one
    "indicators:change",  # the demonstration has no indicator of a city's own; test_editing_pages.py changes one
    "indicators:drop-target",  # only a button
    "indicators:foresee", "indicators:bring-again", "indicators:bring-forget",  # only buttons
    "indicators:download", "indicators:download-one",
    "masterplan:board-download", "masterplan:compare-download", "masterplan:review-download", "masterplan:agencies-download",
    "masterplan:programme-sheet",
    "masterplan:move-node", "masterplan:move-issue", "masterplan:open-review", "masterplan:adopt", "masterplan:take-back",
    "masterplan:remove-remark", "masterplan:drop-milestone", "masterplan:drop-risk", "masterplan:close-scale",
    "masterplan:unrelate", "masterplan:drop-way",  # only buttons
    # What carries a random code or the number of a row; the tests of their pages open them.
    "masterplan:remark", "masterplan:change-remark", "masterplan:reopen-remark", "masterplan:milestone", "masterplan:risk",
    "masterplan:portfolio", "masterplan:rename-portfolio", "masterplan:drop-portfolio", "masterplan:resolve", "masterplan:overrule", "masterplan:change-way", "masterplan:choose-way",
    "coverage:spots-download", "coverage:spots-sheet", "coverage:links-download", "coverage:run-download", "coverage:run-picture",
    "siting:losing-download", "siting:export", "siting:print", "siting:candidates-download",
    "siting:ask", "siting:stop",  # only buttons
    "siting:compare",  # leads back without scenarios; its tests compare some
    "connectivity:download", "connectivity:measurements-download",
    "connectivity:compute", "connectivity:bring", "connectivity:drop",  # only buttons
    "selfassessment:open", "selfassessment:reopen", "selfassessment:deed",  # only buttons
    "selfassessment:ministry", "selfassessment:board-download",
    "selfassessment:draft", "selfassessment:proposals",  # for the script of an open answer; test_self_assessment.py
    "selfassessment:snapshot", "selfassessment:receipt",  # the demonstration has submitted nothing; test_submission_pages.py
    "panel:exhibit-picture",  # a picture
    "panel:withdraw-clarification", "panel:cancel-interview", "panel:presentation", "panel:interview-log", "panel:strike-entry", "panel:give-promise",
    "panel:interview-lines", "panel:interview-download",  # for the script of an open interview; a file
    "panel:end-seat", "panel:open-panel", "panel:tell-advice", "panel:reopen-result", "panel:talk", "panel:mark",  # only buttons
    "accounts:open-invitation", "accounts:follow", "accounts:join-on",  # lead on
    "accounts:invitation-resend", "accounts:invitation-revoke", "accounts:code-revoke",  # only buttons
    "accounts:request-decide", "accounts:account-close",
    "accounts:demo-sign-in", "accounts:passkey-sign-in", "accounts:passkey-options", "accounts:session-end",
    "accounts:provider", "accounts:provider-return",  # only with a sign-in service
    # What protects an account of one's own; test_second_factor.py walks through them.
    "accounts:second-factor", "accounts:totp", "accounts:passkey", "accounts:passkey-add", "accounts:factor-remove",
    "accounts:password", "accounts:password-reset-link", "accounts:recovery-codes",
    "accounts:recovery-codes-file", "accounts:recovery-codes-new",
    "notices:read-all", "notices:open", "notices:decide", "notices:by-hand", "notices:target-switch",  # only buttons
    "notices:unsubscribe",  # the secret of one mail; test_notices.py opens one
    # The demonstration has no draft of an edition; instruments/tests/test_edition_pages.py walks through them.
    "instruments:draft", "instruments:draft-head", "instruments:draft-node", "instruments:draft-add",
    "instruments:draft-remove", "instruments:draft-check", "instruments:draft-compare", "instruments:draft-publish",
    "instruments:draft-discard",
    "instruments:draft-move", "instruments:draft-file",  # only a button; a file
    "office:job", "office:job-cancel", "office:job-retry",  # the demonstration keeps no job of a city
    "office:trail-download", "office:import-template", "office:import-data", "office:import-findings", "files:file",
    "office:import-run", "office:import-sheet", "office:import-columns", "office:import-choose",  # test_imports.py
    "office:import-write", "office:import-undo", "office:import-drop", "office:import-upload",
    "wifi:contracts-download", "wifi:download", "wifi:gaps-download",
    "wifi:forget", "wifi:publish", "wifi:publish-photo", "wifi:drop-photo",  # only buttons
    "wifi:photo",  # a picture
    "privacy:mine-download",
    "privacy:request", "privacy:breach",  # test_personal_data.py asks and notes them
    "letters:discard", "letters:detach", "letters:copy-template",
    "letters:received", "letters:received-file",  # the secret of one recipient; its journey opens them
}  # fmt: skip
MISSING = "/tidak-ada-laman-ini/"


@dataclass(frozen=True)
class Example:
    """One page: its path without a language, and the account that opens it; none where everybody may."""

    path: str
    reader: str = ""

    def at(self, language: str) -> str:
        return f"/en{self.path}" if language == "en" else self.path


def every_page() -> Iterator[Example]:
    for address in every_address():
        if address.name not in NOT_PAGES:
            yield from _examples(address)
    yield Example(MISSING)


def _examples(address: Address) -> Iterator[Example]:
    if address.parameters and address.name not in EXAMPLES:
        raise LookupError(f"{address.name} has no example: add one to EXAMPLES in tests/journeys/pages.py")
    with translation.override("id"):
        paths = [reverse(address.name, kwargs=each) for each in EXAMPLES.get(address.name, [{}])]
    for path in [*paths, *(paths[0] + asked for asked in ASKED.get(address.name, []))]:
        yield Example(path, READERS.get(address.name) or _reader(address.permission))


def _reader(permission: Permission | None) -> str:
    if permission is None:
        return ""
    is_daily_work = permission in ROLES[Role.PROGRAMME_OFFICE].permissions
    return PROGRAMME_OFFICE if is_daily_work else NATIONAL_OPERATOR
