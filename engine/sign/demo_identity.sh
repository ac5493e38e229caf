#!/bin/sh
# Makes a throw-away signing identity in FOLDER: demo.p12 (password in demo-password.txt) and its root demo-root.pem. Its name says that it is
# worth nothing. usage: demo_identity.sh FOLDER [rsa|ec]
set -eu
folder=${1:?folder}
kind=${2:-rsa}
mkdir -p "$folder"
cd "$folder"
umask 077
case $kind in
rsa) key="rsa:2048" option="rsa_keygen_bits:2048" ;;
ec) key="ec" option="ec_paramgen_curve:P-256" ;;
*) echo "rsa or ec" >&2; exit 2 ;;
esac
printf 'demo' > demo-password.txt
openssl req -x509 -newkey rsa:2048 -nodes -utf8 -subj "/C=ES/O=legajo/CN=DEMO – autoridad sin validez" -days 3650 -keyout root-key.pem -out demo-root.pem \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
openssl req -newkey "$key" -pkeyopt "$option" -nodes -utf8 -subj "/C=ES/O=legajo/CN=DEMO – sin validez" -keyout key.pem -out request.pem 2>/dev/null
cat > extensions.txt <<'X'
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
X
openssl x509 -req -in request.pem -CA demo-root.pem -CAkey root-key.pem -CAcreateserial -days 3650 -extfile extensions.txt -out leaf.pem 2>/dev/null
openssl pkcs12 -export -inkey key.pem -in leaf.pem -certfile demo-root.pem -name "DEMO sin validez" -passout file:demo-password.txt -out demo.p12
rm -f root-key.pem key.pem request.pem extensions.txt leaf.pem ./*.srl
