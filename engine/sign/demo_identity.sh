#!/bin/sh
# Makes a throw-away signing identity in FOLDER: demo.p12 (password in demo-password.txt) and its root demo-root.pem. Its name says that it is
# worth nothing; it is valid from 2020 to 2049, so that letters of any day can be tried. usage: demo_identity.sh FOLDER [rsa|ec]
set -eu
folder=${1:?folder}
kind=${2:-rsa}
case $kind in
rsa) key="rsa:2048" option="rsa_keygen_bits:2048" ;;
ec) key="ec" option="ec_paramgen_curve:P-256" ;;
*) echo "rsa or ec" >&2; exit 2 ;;
esac
mkdir -p "$folder"
cd "$folder"
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/index"
cat > "$work/ca.cnf" <<X
[ca]
default_ca = demo
[demo]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
string_mask = utf8only
[any]
countryName = optional
organizationName = optional
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
X
issue() { # request, extensions, output, options
    request=$1 extensions=$2 output=$3
    shift 3
    openssl ca -batch -notext -utf8 -config "$work/ca.cnf" -extensions "$extensions" -startdate 20200101000000Z -enddate 20491231000000Z \
        -in "$request" -out "$output" "$@" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
}
openssl req -newkey rsa:2048 -nodes -utf8 -subj "/C=ES/O=legajo/CN=DEMO – autoridad sin validez" -keyout "$work/root.key" -out "$work/root.csr" 2> /dev/null
issue "$work/root.csr" root demo-root.pem -selfsign -keyfile "$work/root.key"
openssl req -newkey "$key" -pkeyopt "$option" -nodes -utf8 -subj "/C=ES/O=legajo/CN=DEMO – sin validez" -keyout "$work/leaf.key" -out "$work/leaf.csr" 2> /dev/null
issue "$work/leaf.csr" leaf "$work/leaf.pem" -cert demo-root.pem -keyfile "$work/root.key"
printf 'demo' > demo-password.txt
openssl pkcs12 -export -inkey "$work/leaf.key" -in "$work/leaf.pem" -certfile demo-root.pem -name "DEMO sin validez" -passout file:demo-password.txt -out demo.p12
