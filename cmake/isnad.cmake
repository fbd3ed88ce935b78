# House rules of the build: flags, and isnad_module() that makes one library of one folder.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(ISNAD_CCACHE ccache)
if(ISNAD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ISNAD_CCACHE})
endif()

add_library(isnad_options INTERFACE)
target_compile_options(isnad_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor>
  # -Wrestrict: g++ 12 sees overlaps in std::string's own code where there are none (its bug 105651).
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-Wbidi-chars=any -Wno-restrict>)
if(ISNAD_WERROR)
  target_compile_options(isnad_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
if(ISNAD_SANITIZE)
  # -O1 keeps the sanitizer run within CI's time; line tables are enough for its reports.
  add_compile_options(-fsanitize=${ISNAD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -O1 -g1)
  # clang's -fsanitize=function puts data before functions, which it cannot do for coroutines.
  add_compile_options($<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
  add_link_options(-fsanitize=${ISNAD_SANITIZE})
endif()
if(ISNAD_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

if(ISNAD_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
if(ISNAD_BENCH)
  find_package(benchmark REQUIRED)
endif()

# isnad_module(<name> SOURCES a.cc [DEPS isnad::base ...])
# One static library per folder; a_test.cc, a_fuzz.cc and a_bench.cc beside a.cc are found by name.
function(isnad_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  add_library(isnad_${name} STATIC ${arg_SOURCES})
  add_library(isnad::${name} ALIAS isnad_${name})
  target_include_directories(isnad_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(isnad_${name} PUBLIC ${arg_DEPS} PRIVATE isnad_options)
  file(GLOB tests CONFIGURE_DEPENDS *_test.cc)
  if(ISNAD_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_compile_definitions(${name}_test PRIVATE ISNAD_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name}_test PRIVATE isnad::${name} isnad_options GTest::gmock_main)
    gtest_discover_tests(${name}_test PROPERTIES LABELS ${name} TIMEOUT 300 DISCOVERY_TIMEOUT 60)
  endif()
  file(GLOB benches CONFIGURE_DEPENDS *_bench.cc)
  if(ISNAD_BENCH AND benches)
    add_executable(${name}_bench ${benches})
    target_link_libraries(${name}_bench PRIVATE isnad::${name} isnad_options benchmark::benchmark_main)
  endif()
  file(GLOB fuzzers CONFIGURE_DEPENDS *_fuzz.cc)
  if(ISNAD_FUZZ)
    foreach(f ${fuzzers})
      get_filename_component(t ${f} NAME_WE)
      add_executable(${t} ${f})
      target_link_options(${t} PRIVATE -fsanitize=fuzzer)
      target_link_libraries(${t} PRIVATE isnad::${name} isnad_options)
    endforeach()
  endif()
endfunction()

# isnad_embed(<target> <symbol> <file>)
# Puts a file's bytes into the program, as `extern "C" const char <symbol>[]` and
# `<symbol>_end[]` (declare them where they are used; the length is their difference).
function(isnad_embed target symbol file)
  get_filename_component(path ${file} ABSOLUTE)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.S)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
".section .rodata
.global @symbol@
.global @symbol@_end
.balign 16
@symbol@:
.incbin \"@path@\"
@symbol@_end:
.byte 0
.section .note.GNU-stack,\"\",@progbits
")
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS ${path})
  target_sources(${target} PRIVATE ${out})
endfunction()
