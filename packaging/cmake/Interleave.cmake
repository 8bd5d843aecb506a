# How a target of this project is declared: explicit sources, one set of warnings, one include root.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(INTERLEAVE_WERROR "Warnings are errors" OFF)
set(INTERLEAVE_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them: address,undefined or thread")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What a precompiled header needs to be cached.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_ctime,include_file_mtime
    "${CCACHE_PROGRAM}")
endif()

add_library(interleave_options INTERFACE)
target_include_directories(interleave_options INTERFACE
  "${CMAKE_SOURCE_DIR}/core" "${CMAKE_SOURCE_DIR}")
target_compile_options(interleave_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -fno-omit-frame-pointer
  $<$<BOOL:${INTERLEAVE_WERROR}>:-Werror>
  # What g++ 12's optimiser guesses about std::string is often wrong: said, but no error.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=array-bounds>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=restrict>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=stringop-overflow>)
# A first lazily bound library call would need 3 KB of a goroutine's stack: bind at start.
target_link_options(interleave_options INTERFACE -Wl,-z,now)
if(INTERLEAVE_SANITIZE)
  target_compile_options(interleave_options INTERFACE -fsanitize=${INTERLEAVE_SANITIZE} -O1 -g1)
  target_link_options(interleave_options INTERFACE -fsanitize=${INTERLEAVE_SANITIZE})
  target_compile_definitions(interleave_options INTERFACE INTERLEAVE_SANITIZED)
endif()

# A few files of a folder are compiled as one: most of a file's time goes into the headers of Qt and the templates of
# JSON that its neighbours need, too. Off under the tidy preset.
option(INTERLEAVE_UNITY "Compile the files of a library in groups" ON)
function(interleave_group_sources target size)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${INTERLEAVE_UNITY} UNITY_BUILD_BATCH_SIZE ${size})
endfunction()

# Precompiled headers: three, shared by all targets of a kind. Off under the tidy preset, so that a missing include
# is noticed somewhere.
add_library(interleave_pch_core OBJECT "${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp")
target_link_libraries(interleave_pch_core PRIVATE interleave_options)
target_precompile_headers(interleave_pch_core PRIVATE <algorithm> <array> <atomic> <chrono> <cstdint> <functional>
  <map> <memory> <optional> <span> <string> <string_view> <variant> <vector>)

# interleave_core(NAME SOURCES … DEPENDS …): the library of one folder of core, target interleave_NAME.
function(interleave_core name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_library(interleave_${name} STATIC ${arg_SOURCES})
  target_link_libraries(interleave_${name} PUBLIC interleave_options ${arg_DEPENDS} PRIVATE ${arg_PRIVATE})
  target_precompile_headers(interleave_${name} REUSE_FROM interleave_pch_core)
  interleave_group_sources(interleave_${name} 6)
endfunction()

# interleave_ui(NAME SOURCES … DEPENDS … [PRECOMPILE …]): the library of one folder of ui, target interleave_ui_NAME.
# PRECOMPILE: a header of its own instead of the shared ones of Qt.
function(interleave_ui name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE;PRECOMPILE" ${ARGN})
  add_library(interleave_ui_${name} STATIC ${arg_SOURCES})
  set_target_properties(interleave_ui_${name} PROPERTIES AUTOMOC ON)
  interleave_group_sources(interleave_ui_${name} 14)
  target_link_libraries(interleave_ui_${name} PUBLIC interleave_options Qt6::Widgets ${arg_DEPENDS}
    PRIVATE ${arg_PRIVATE})
  target_compile_definitions(interleave_ui_${name} PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII)
  if(NOT TARGET interleave_pch_ui)
    add_library(interleave_pch_ui OBJECT "${CMAKE_SOURCE_DIR}/packaging/cmake/precompiled.cpp")
    target_link_libraries(interleave_pch_ui PRIVATE interleave_options Qt6::Widgets)
    target_compile_definitions(interleave_pch_ui PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII)
    target_precompile_headers(interleave_pch_ui PRIVATE <QtWidgets> <algorithm> <functional> <memory> <optional>
      <string> <vector>)
  endif()
  if(arg_PRECOMPILE)
    target_precompile_headers(interleave_ui_${name} PRIVATE ${arg_PRECOMPILE})
  else()
    target_precompile_headers(interleave_ui_${name} REUSE_FROM interleave_pch_ui)
  endif()
endfunction()

# What only tests: half of a test's compile time would go into making fast what runs once.
function(interleave_compile_as_test name)
  if(NOT TARGET interleave_pch_test)
    add_library(interleave_pch_test OBJECT "${CMAKE_SOURCE_DIR}/packaging/cmake/precompiled.cpp")
    target_link_libraries(interleave_pch_test PRIVATE interleave_options GTest::gtest)
    # As the programs that use it are compiled.
    set_target_properties(interleave_pch_test PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(interleave_pch_test PRIVATE -fPIE -O1)
    target_precompile_headers(interleave_pch_test PRIVATE <gtest/gtest.h> <algorithm> <functional> <memory>
      <optional> <string> <vector>)
  endif()
  target_compile_options(${name} PRIVATE -O1)
endfunction()

# interleave_test(NAME SOURCES … DEPENDS … [LABELS …] [TIMEOUT s] [SEPARATE]): one GoogleTest program; every
# TEST in it is a ctest test. Put tests in tests/<kind>/; label is the kind. SEPARATE: its files are not grouped.
function(interleave_test name)
  cmake_parse_arguments(arg "SEPARATE" "TIMEOUT" "SOURCES;DEPENDS;LABELS;ENVIRONMENT" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_executable(${name} ${arg_SOURCES})
  interleave_compile_as_test(${name})
  if(NOT arg_SEPARATE)
    interleave_group_sources(${name} 5)
  endif()
  if(NOT "ui" IN_LIST arg_LABELS)  # Qt compiles its users with other settings
    target_precompile_headers(${name} REUSE_FROM interleave_pch_test)
  endif()
  target_link_libraries(${name} PRIVATE interleave_options ${arg_DEPENDS} GTest::gtest)
  if(NOT "GTest::gtest_main" IN_LIST arg_DEPENDS AND NOT "own_main" IN_LIST arg_LABELS)
    target_link_libraries(${name} PRIVATE GTest::gtest_main)
  endif()
  set(labels ${arg_LABELS})
  list(REMOVE_ITEM labels own_main)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${labels}" ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()
