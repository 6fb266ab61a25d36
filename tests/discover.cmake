# Writes one add_test() per TEST_CASE of PROGRAM into FILE; runs after each link of the tests.
# Catch2's own script cuts names at ';' and at a lone '[', and names are sentences here.
separate_arguments(LIST)
execute_process(COMMAND ${PROGRAM} ${LIST} WORKING_DIRECTORY ${FOLDER} OUTPUT_VARIABLE names)
set(script "")
while(names MATCHES "^([^\n]+)\n")  # not a CMake list: those give ';' and '[' a meaning
  set(name "${CMAKE_MATCH_1}")
  string(LENGTH "${name}\n" length)
  string(SUBSTRING "${names}" ${length} -1 names)
  set(pattern "${name}")
  foreach(special IN ITEMS "\\" "," "[" "]")
    string(REPLACE "${special}" "\\${special}" pattern "${pattern}")
  endforeach()
  string(APPEND script
    "add_test([==[${name}]==] [==[${PROGRAM}]==] [==[${pattern}]==] ${OPTIONS})\n"
    "set_tests_properties([==[${name}]==] PROPERTIES TIMEOUT 1200 "
    "WORKING_DIRECTORY [==[${FOLDER}]==])\n")
endwhile()
if(script STREQUAL "")
  message(FATAL_ERROR "${PROGRAM} lists no tests")
endif()
file(WRITE ${FILE} "${script}")
