# Run by cpack between installing and packaging: what Debian's policy wants otherwise than others.
file(GLOB_RECURSE changelogs ${CPACK_TEMPORARY_DIRECTORY}/usr/share/doc/fastbusy/CHANGELOG.md)
foreach(changelog ${changelogs})
  cmake_path(GET changelog PARENT_PATH folder)
  file(RENAME ${changelog} ${folder}/changelog)  # 12.7
  file(REMOVE ${folder}/LICENSE)                 # 12.5: copyright refers to it
  file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/copyright ${folder}/copyright)
  string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # heeds SOURCE_DATE_EPOCH
  file(WRITE ${folder}/changelog.Debian
    "fastbusy (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium\n\n"
    "  * Built from source; what is new stands in changelog.gz.\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
  execute_process(
    COMMAND gzip -9nf ${folder}/changelog ${folder}/changelog.Debian ${folder}/../../man/man1/fastbusy.1
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
