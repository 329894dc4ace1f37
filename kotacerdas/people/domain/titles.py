"""What the head of an office is called where he or she signs: "Camat Balikpapan Timur", "Plt. Kepala Dinas Kesehatan".

Official titles stay Indonesian in every language, as the letters do.
"""

# The first words of an office's name, and what they become in the title of its head.
_BY_NAME = {
    "Sekretariat Daerah": "Sekretaris Daerah",
    "Sekretariat DPRD": "Sekretaris DPRD",
    "Sekretariat Dewan": "Sekretaris Dewan",
    "Inspektorat": "Inspektur",
    "Kecamatan": "Camat",
    "Kelurahan": "Lurah",
    "Rumah Sakit": "Direktur Rumah Sakit",
    "Dewan Perwakilan Rakyat Daerah": "Ketua Dewan Perwakilan Rakyat Daerah",
    "Perumda": "Direktur Utama Perumda",
    "Universitas": "Rektor Universitas",
    "Institut": "Rektor Institut",
}
_BY_KIND = {
    "kecamatan": "Camat",
    "kelurahan": "Lurah",
    "hospital": "Direktur",
    "city_company": "Direktur Utama",
    "company": "Direktur Utama",
    "university": "Rektor",
    "community": "Ketua",
    "council": "Ketua",
    "rt": "Ketua",
    "media": "Pemimpin Redaksi",
}
_ACTING = {"plt": "Plt.", "plh": "Plh."}


def head_title(name: str, *, kind: str) -> str:
    """The usual title of who leads this office; where a city says otherwise, the assignment names its post."""
    for start, title in _BY_NAME.items():
        if name == start or name.startswith(f"{start} "):
            return title + name.removeprefix(start)
    return f"{_BY_KIND.get(kind, 'Kepala')} {name}"


def signing_title(post: str, *, manner: str) -> str:
    """With "Plt." or "Plh." before it where somebody acts for the post."""
    acting = _ACTING.get(manner, "")
    return f"{acting} {post}" if acting else post
