# interleave_embed(OUTPUT generated.cpp FUNCTION ns::name FILES …): text files as string literals in a generated source,
# made again whenever one of them changes. The source defines
#     std::span<const interleave::catalogue::Resource> FUNCTION();
# one entry a file, named by its file name, in the order given.
#
# This file is both the module and the script that its rule runs.

if(CMAKE_SCRIPT_MODE_FILE)
  set(source "// Generated from files of resources/; do not edit.\n#include \"catalogue/resources.h\"\n\n")
  string(APPEND source "namespace interleave::catalogue {\nnamespace {\nconstexpr Resource ${FUNCTION}Files[] = {\n")
  string(REPLACE "|" ";" files "${FILES}")
  foreach(path IN LISTS files)
    file(READ "${path}" text)
    get_filename_component(name "${path}" NAME)
    # A literal of more than 60 KB would pass what every compiler must take; such a text is cut into neighbours.
    string(LENGTH "${text}" length)
    set(literal "")
    set(at 0)
    while(at LESS length OR literal STREQUAL "")
      string(SUBSTRING "${text}" ${at} 12000 part)
      string(APPEND literal "\n    R\"~text~(${part})~text~\"")
      math(EXPR at "${at} + 12000")
    endwhile()
    string(APPEND source "    {\"${name}\",${literal}},\n")
  endforeach()
  string(APPEND source "};\n}  // namespace\n\nstd::span<const Resource> ${FUNCTION}() { return ${FUNCTION}Files; }\n\n")
  string(APPEND source "}  // namespace interleave::catalogue\n")
  file(WRITE "${OUTPUT}" "${source}")
  return()
endif()

set(INTERLEAVE_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(interleave_embed)
  cmake_parse_arguments(arg "" "OUTPUT;FUNCTION" "FILES" ${ARGN})
  list(JOIN arg_FILES "|" joined)
  add_custom_command(
    OUTPUT "${arg_OUTPUT}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${arg_OUTPUT}" "-DFUNCTION=${arg_FUNCTION}" "-DFILES=${joined}"
            -P "${INTERLEAVE_EMBED_SCRIPT}"
    DEPENDS ${arg_FILES} "${INTERLEAVE_EMBED_SCRIPT}"
    VERBATIM
    COMMENT "Embedding ${arg_FUNCTION}")
endfunction()
