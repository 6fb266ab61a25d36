# The page's template, style, scripts and uPlot become one C++ string: page_template.cpp.
# Included by app/CMakeLists.txt; sets page_source. Nothing is downloaded here: npm ci came before.
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
if(NOT EXISTS ${page_uplot}/dist/uPlot.iife.min.js)
  message(FATAL_ERROR "uPlot, which the HTML report draws with, is not there yet. Say\n"
    "  npm ci --ignore-scripts --prefix ${page_folder}\n(./dev does that by itself.)")
endif()
set(page_source ${CMAKE_CURRENT_BINARY_DIR}/page_template.cpp)
add_custom_command(OUTPUT ${page_source} VERBATIM
  COMMAND ${CMAKE_COMMAND} -D FOLDER=${page_folder} -D UPLOT=${page_uplot}
          "-D SCRIPTS=${page_scripts}" -D OUT=${page_source} -P ${page_folder}/embed.cmake
  DEPENDS ${page_parts} ${page_scripts}
  COMMENT "Embedding the page of --html")
