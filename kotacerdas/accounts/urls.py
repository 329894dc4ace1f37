"""Addresses of this app."""

from django.urls import path

from kotacerdas.accounts.views import (
    codes,
    deputies,
    holders,
    invitations,
    joining,
    one_click,
    passkeys,
    passwords,
    providers,
    recovery,
    second_factor,
    security,
    sessions,
    totp,
)

app_name = "accounts"

urlpatterns = [
    # Signing in
    path("masuk/kode/", second_factor.second_factor, name="second-factor"),
    path("masuk/kunci-sandi/", passkeys.sign_in, name="passkey-sign-in"),
    path("masuk/kunci-sandi/pilihan/", passkeys.options, name="passkey-options"),
    path("masuk/lupa-sandi/", passwords.forgotten, name="password-forgotten"),
    path("masuk/sandi-baru/", passwords.reset, name="password-reset"),
    path("masuk/sandi-baru/<str:key>/", passwords.link, name="password-reset-link"),
    path("masuk/layanan/", providers.start, name="provider"),
    path("masuk/layanan/kembali/", providers.come_back, name="provider-return"),
    path("masuk/demo/", one_click.demo_sign_in, name="demo-sign-in"),
    # What protects one's own account
    path("akun/keamanan/", security.security, name="security"),
    path("akun/keamanan/konfirmasi/", second_factor.confirm, name="confirm"),
    path("akun/keamanan/sandi/", passwords.change, name="password"),
    path("akun/keamanan/aplikasi/", totp.totp, name="totp"),
    path("akun/keamanan/kunci-sandi/", passkeys.add, name="passkey-add"),
    path("akun/keamanan/kunci-sandi/<slug:code>/", passkeys.passkey, name="passkey"),
    path("akun/keamanan/hapus/<slug:code>/", security.remove, name="factor-remove"),
    path("akun/keamanan/kode-pemulihan/", recovery.recovery_codes, name="recovery-codes"),
    path("akun/keamanan/kode-pemulihan/unduh/", recovery.recovery_codes_file, name="recovery-codes-file"),
    path("akun/keamanan/kode-pemulihan/baru/", recovery.recovery_codes_new, name="recovery-codes-new"),
    path("akun/keamanan/sesi/", sessions.end, name="session-end"),
    # Joining
    path("undangan/buka/<str:token>/", joining.open_link, name="open-invitation"),
    path("undangan/terima/", joining.accept, name="accept"),
    path("gabung/", joining.join, name="join"),
    path("gabung/lanjut/", joining.join_on, name="join-on"),
    path("gabung/terkirim/", joining.sent, name="join-sent"),
    path("gabung/<str:code>/", joining.follow, name="follow"),
    # The office lets people in
    path("undangan/", invitations.invitations, name="invitations"),
    path("undangan/baru/", invitations.invite, name="invite"),
    path("undangan/<str:key>/", invitations.invitation, name="invitation"),
    path("undangan/<str:key>/kirim-ulang/", invitations.resend, name="invitation-resend"),
    path("undangan/<str:key>/cabut/", invitations.revoke, name="invitation-revoke"),
    path("kode-gabung/", codes.codes, name="codes"),
    path("kode-gabung/baru/", codes.new_code, name="code-new"),
    path("kode-gabung/<str:key>/", codes.code, name="code"),
    path("kode-gabung/<str:key>/cabut/", codes.revoke_code, name="code-revoke"),
    path("permintaan-gabung/", codes.requests, name="requests"),
    path("permintaan-gabung/<str:key>/", codes.decide, name="request-decide"),
    # Who holds what
    path("orang/<str:code>/", holders.person, name="person"),
    path("orang/<str:code>/beri-peran/", holders.give, name="role-give"),
    path("orang/<str:code>/peran/<int:number>/akhiri/", holders.end, name="role-end"),
    path("orang/<str:code>/pindah/", holders.move, name="move"),
    path("orang/<str:code>/akun/", holders.account, name="account-close"),
    path("pejabat/", deputies.posts, name="posts"),
    path("pejabat/tunjuk/", deputies.appoint, name="appoint"),
]
