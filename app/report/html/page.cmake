# The target `page`: template, style, scripts and uPlot become one file, page.html, which the
# program reads when somebody asks for --html. Nothing else needs it; nothing else needs uPlot.
# Included by app/CMakeLists.txt. Nothing is downloaded here: npm ci comes before.
set(page_folder ${CMAKE_CURRENT_LIST_DIR})
set(page_scripts # in this order
  dom.js format.js run.js view.js colours.js chart.js registered.js
  timeline_rows.js timeline_paint.js timeline_input.js timeline_parts.js timeline.js
  topology_groups.js topology_layout.js topology.js
  causes.js ageing_series.js ageing_paint.js ageing.js ladders.js checks.js page.js)
set(page_uplot ${page_folder}/node_modules/uplot)
set(page_parts ${page_folder}/page.html ${page_folder}/page.css ${page_folder}/embed.cmake
  ${page_uplot}/LICENSE ${page_uplot}/dist/uPlot.iife.min.js ${page_uplot}/dist/uPlot.min.css)
list(TRANSFORM page_scripts PREPEND ${page_folder}/)
set(page_file ${PROJECT_BINARY_DIR}/page.html)
add_custom_command(OUTPUT ${page_file} VERBATIM
  COMMAND ${CMAKE_COMMAND} -D FOLDER=${page_folder} -D UPLOT=${page_uplot}
          "-D SCRIPTS=${page_scripts}" -D OUT=${page_file} -P ${page_folder}/embed.cmake
  DEPENDS ${page_parts} ${page_scripts}
  COMMENT "Putting the page of --html together")
if(EXISTS ${page_uplot}/dist/uPlot.iife.min.js)
  add_custom_target(page ALL DEPENDS ${page_file})
else()
  add_custom_target(page DEPENDS ${page_file})
  message(STATUS "No uPlot: no page for --html. `./dev run ... --html FILE` installs it, or say "
    "npm ci --ignore-scripts --prefix ${page_folder}")
endif()
