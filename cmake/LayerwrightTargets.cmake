# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler settings that every target shares, and the two functions that folders declare themselves with.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(LAYERWRIGHT_CCACHE ccache)
if(LAYERWRIGHT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LAYERWRIGHT_CCACHE})
endif()
find_program(LAYERWRIGHT_LLD ld.lld)
if(LAYERWRIGHT_LLD)
  add_link_options(-fuse-ld=lld)
endif()

add_library(layerwright_options INTERFACE)
target_compile_options(layerwright_options INTERFACE -Wall -Wextra -Wpedantic $<$<BOOL:${LAYERWRIGHT_WERROR}>:-Werror>)
target_include_directories(layerwright_options INTERFACE ${PROJECT_SOURCE_DIR})
if(LAYERWRIGHT_SANITIZE)
  add_compile_options(-fsanitize=${LAYERWRIGHT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LAYERWRIGHT_SANITIZE})
endif()
if(LAYERWRIGHT_FUZZ)
  # Coverage that libFuzzer follows, in all of core. With the definition (libFuzzer's own convention) checksums count as
  # right, which no mutation would ever get right.
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_compile_definitions(FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION)
endif()

# layerwright_library(NAME SOURCES file... LINKS lib...): a static library of one folder; LINKS are public.
function(layerwright_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC layerwright_options ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
endfunction()

# layerwright_test(tst_Name LINKS lib...): a Qt Test program made of tst_Name.cpp, run by ctest without a display.
function(layerwright_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${name}.cpp ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} layerwright_test_support Qt6::Test)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8" TIMEOUT 300)
endfunction()
