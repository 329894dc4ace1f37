"""Addresses of this app."""

from django.urls import path

from kotacerdas.accounts.views import (
    one_click,
    passkeys,
    passwords,
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
]
