#!/usr/bin/env bash
# Makes the certificates of this folder anew: an authority, servers and clients of its, good for 100
# years, and some that are wrong in one way each. Each file holds a certificate and its key.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/key.pem" 2>/dev/null; }
ends=20260101000000Z; begins=20200101000000Z; far=21260101000000Z

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 \
  -subj '/CN=Authority of tests' -keyout "$work/ca.key" -out ca.pem 2>/dev/null

cat >"$work/ca.conf" <<CONF
[ca]
default_ca = tests
[tests]
new_certs_dir = $work
database = $work/index
rand_serial = yes
certificate = $PWD/ca.pem
private_key = $work/ca.key
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
CONF
touch "$work/index"

# name, subject, end, extensions
issue() {
  key
  openssl req -new -key "$work/key.pem" -subj "/CN=$2" -out "$work/req.pem"
  printf '%s\n' "$4" >"$work/ext"
  openssl ca -batch -notext -config "$work/ca.conf" -in "$work/req.pem" -startdate "$begins" \
    -enddate "$3" -extfile "$work/ext" -out "$work/cert.pem" 2>/dev/null
  cat "$work/cert.pem" "$work/key.pem" >"$1.pem"
}
san='subjectAltName=IP:127.0.0.1,IP:::1'
issue server 'Server' "$far" "$san"
issue server-expired 'Server that has expired' "$ends" "$san"
issue server-elsewhere 'Server of another host' "$far" 'subjectAltName=DNS:elsewhere.example'
issue client 'Hub' "$far" 'extendedKeyUsage=clientAuth'
issue client-other 'Other hub' "$far" 'extendedKeyUsage=clientAuth'
issue client-expired 'Hub that has expired' "$ends" 'extendedKeyUsage=clientAuth'
for name in server client; do
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 \
    -subj "/CN=Self-signed $name" -addext "$san" -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
  cat "$work/cert.pem" "$work/key.pem" >"$name-self-signed.pem"
done
