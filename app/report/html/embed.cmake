# cmake -D FOLDER=... -D UPLOT=... -D SCRIPTS=a.js;b.js -D OUT=page.html -P embed.cmake
# The page may run and look like what is hashed here and nothing else (Content-Security-Policy).

# CSP wants the SHA-256 in base64; CMake gives hexadecimal digits.
function(csp_hash text out)
  string(SHA256 hex "${text}")
  set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  set(base64 "")
  string(APPEND hex "00")  # 32 bytes are 10 groups of three, and two
  foreach(at RANGE 0 60 6)
    string(SUBSTRING ${hex} ${at} 6 group)
    foreach(shift 18 12 6 0)
      math(EXPR digit "(0x${group} >> ${shift}) & 63")
      string(SUBSTRING ${digits} ${digit} 1 character)
      string(APPEND base64 ${character})
    endforeach()
  endforeach()
  string(SUBSTRING ${base64} 0 43 base64)
  set(${out} "'sha256-${base64}='" PARENT_SCOPE)
endfunction()

file(READ ${FOLDER}/page.html page)
file(READ ${UPLOT}/LICENSE license)
file(READ ${UPLOT}/dist/uPlot.min.css style)
file(READ ${FOLDER}/page.css own_style)
string(APPEND style "${own_style}")
file(READ ${UPLOT}/dist/uPlot.iife.min.js script)
string(APPEND script "(() => {\n'use strict';\n")
foreach(file IN LISTS SCRIPTS)
  file(READ ${file} text)
  string(APPEND script "${text}")
endforeach()
string(APPEND script "})();\n")
csp_hash("${style}" style_hash)
csp_hash("${script}" script_hash)
foreach(part license style_hash script_hash style script)  # what has its own braces comes last
  string(REPLACE "{{${part}}}" "${${part}}" page "${page}")
endforeach()
file(WRITE ${OUT} "${page}")
