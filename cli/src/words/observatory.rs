//! The texts of `veedor observatory`.

use std::fmt::Display;

use crate::failure::Said;

words! {
    directory_good(registers, jurisdictions, members) "El directorio sirve: {registers} registro(s), {jurisdictions} jurisdicciones, {members} miembros de la AGA" "The directory is good: {registers} register(s), {jurisdictions} jurisdictions, {members} members of OGP";
    directory_faults(count) "{count} falla(s) en el directorio" "{count} fault(s) in the directory";
    directory_bad(file, count, first_es, first_en) "el directorio `{file}` tiene {count} falla(s); la primera: {first_es}; `veedor observatory check {file}` las dice todas" "the directory `{file}` has {count} fault(s); the first: {first_en}; `veedor observatory check {file}` tells them all";
    followed(id, size) "{id}: {size} asientos verificados" "{id}: {size} entries verified";
    demonstration(id) "{id}: dice de sí que es una demostración" "{id}: says of itself that it is a demonstration";
    not_followed(id, es, en) "{id}: no se pudo seguir: {es}" "{id}: could not be followed: {en}";
    alert(id, code, es, en) "{id}: {code}: {es}" "{id}: {code}: {en}";
    busy(data) "otro proceso sigue registros en `{data}`; deténgalo primero, o dé otra carpeta con `--data`" "another process follows registers in `{data}`; stop that one first, or give another folder with `--data`";
    waiting(count) "{count} registro(s) que fallaron se dejan en paz por ahora" "{count} register(s) that failed are left alone for now";
    observing(address, registers) "Observatorio de {registers} registro(s) en http://{address}/" "Observatory of {registers} register(s) at http://{address}/";
    too_many(most) "son demasiados registros: a lo más {most} a la vez" "too many registers: {most} at most at a time";
    no_such_register(id, all) "el directorio no tiene el registro `{id}`; los que hay son: {all}" "the directory has no register `{id}`; those there are: {all}";
    counted(id, size, value, absent, withheld, none) "{id}, {size} asientos: {value} respuestas con cifras, {absent} no publicadas, {withheld} reservadas, {none} que ninguna ley pide" "{id}, {size} entries: {value} answers with figures, {absent} not published, {withheld} withheld, {none} that no law asks for";
    ssl_mode(mode) "no hay `sslmode={mode}`; use disable, prefer, require, verify-ca o verify-full" "there is no `sslmode={mode}`; use disable, prefer, require, verify-ca or verify-full";
    ssl_no_roots(mode) "`sslmode={mode}` pide también `sslrootcert=ARCHIVO`: los certificados en los que se confía, en PEM" "`sslmode={mode}` needs `sslrootcert=FILE` too: the certificates that are believed, in PEM";
    ssl_roots(path, says) "no sirve `sslrootcert={path}`: {says}; dé un archivo PEM con los certificados en los que se confía" "`sslrootcert={path}` is of no use: {says}; give a PEM file with the certificates that are believed";
    not_encrypted(says) "la conexión con PostgreSQL no se pudo cifrar como se pide: {says}; revise el certificado del servidor, y `sslmode` y `sslrootcert` en `--index`" "the connection to PostgreSQL could not be encrypted as it is asked for: {says}; look at the server's certificate, and at `sslmode` and `sslrootcert` in `--index`";
    no_postgres() "este programa se hizo sin PostgreSQL; dé un archivo con `--index`, o hágalo con la característica `postgres`" "this program was built without PostgreSQL; give a file with `--index`, or build it with the feature `postgres`";
}
