# What a user gets, and the Debian package; app/scenario/data_dir.cpp finds the data again.
include(GNUInstallDirs)
install(TARGETS fastbusy RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/fastbusy)
install(DIRECTORY models/profiles DESTINATION ${CMAKE_INSTALL_DATADIR}/fastbusy
        FILES_MATCHING PATTERN "*.yaml")
install(FILES ${PROJECT_BINARY_DIR}/page.html DESTINATION ${CMAKE_INSTALL_DATADIR}/fastbusy
        OPTIONAL)  # without uPlot there is no target `page`, and --html says so
install(FILES CHANGELOG.md LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The program itself says what its manual page and the completion of shells are.
set(said ${PROJECT_BINARY_DIR}/said)
function(fastbusy_says file)
  install(CODE "file(MAKE_DIRECTORY \"${said}\")
  execute_process(COMMAND \"$<TARGET_FILE:fastbusy>\" ${ARGN}
    OUTPUT_FILE \"${said}/${file}\" COMMAND_ERROR_IS_FATAL ANY)")
endfunction()
fastbusy_says(fastbusy.1 man)
fastbusy_says(fastbusy completion bash)
fastbusy_says(_fastbusy completion zsh)
fastbusy_says(fastbusy.fish completion fish)
install(FILES ${said}/fastbusy.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${said}/fastbusy DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${said}/_fastbusy DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${said}/fastbusy.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_VENDOR "the fastbusy authors")
set(CPACK_PACKAGE_CONTACT "the fastbusy authors <fastbusy@example.org>")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 0upstream1)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "predicts when and why IP phones lose their registration")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Simulates phones, call servers, PBXes, DHCP and DNS servers, switches, NAT
routers, firewalls and the links between them down to the protocol timers,
from a scenario written in YAML, and tells which phone is lost when, what
each side logs, and which setting decided.")
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian.cmake)
include(CPack)
