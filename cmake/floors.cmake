# One static library per folder of engine/, named legajo_<folder>, made of every .cpp in it (law/ includes law/es/).
# The floors of the house are the DEPENDS lists; tests/house counts the includes, since Debian keeps all headers in one place.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

add_library(legajo_options INTERFACE)
target_include_directories(legajo_options INTERFACE ${PROJECT_SOURCE_DIR}/engine)
# -Wno-restrict: a false warning of g++ 12 about std::string at -O3.
target_compile_options(legajo_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
                                                -Wimplicit-fallthrough -Wno-missing-field-initializers -Wno-restrict)
if(LEGAJO_WARNINGS_AS_ERRORS)
  target_compile_options(legajo_options INTERFACE -Werror)
endif()
if(LEGAJO_SANITIZE)
  # Not the check of virtual calls: Debian's SOCI hides the type information it asks for, and in the cell it may not probe memory by a pipe.
  target_compile_options(legajo_options INTERFACE -fsanitize=address,undefined -fno-sanitize=vptr -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(legajo_options INTERFACE -fsanitize=address,undefined)
  # g++ 12 calls members of std::optional uninitialized where the sanitizers change how code is inlined.
  target_compile_options(legajo_options INTERFACE -Wno-maybe-uninitialized)
endif()

# legajo_library(<folder> DEPENDS <folder>... PRIVATE <external target>...)
function(legajo_library folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/headers_only.cpp "")
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/headers_only.cpp)
  endif()
  add_library(legajo_${folder} STATIC ${sources})
  list(TRANSFORM ARG_DEPENDS PREPEND legajo_)
  target_link_libraries(legajo_${folder} PUBLIC legajo_options ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE})
endfunction()
