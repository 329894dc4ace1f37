"""Writes delivery reports as a mail server does (RFC 3464)."""

from __future__ import annotations


def report(
    reference: str,
    *,
    address: str = "budi@contoh.go.id",
    action: str = "failed",
    status: str = "5.1.1",
    whole: bool = True,
) -> bytes:
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    body = "\r\nIsi surel\r\n" if whole else ""
    text = f"""From: Mail Delivery System <MAILER-DAEMON@mail.contoh.go.id>
To: cerdas@balikpapan.go.id
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="pisah"

--pisah
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--pisah
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.contoh.go.id
X-Postfix-Queue-ID: 4XyZ12

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <{address}>: Recipient address rejected

--pisah
Content-Type: {kind}

From: Kota Cerdas <cerdas@balikpapan.go.id>
To: {address}
Message-ID: <kabar.{reference}@balikpapan.go.id>
Subject: Batas waktu hari ini
{body}
--pisah--
"""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
