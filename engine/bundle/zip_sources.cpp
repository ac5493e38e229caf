#include "bundle/zip_sources.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace legajo::bundle {
namespace {

zip_int64_t refused(zip_error_t& error, int code, int system) {
    zip_error_set(&error, code, system);
    return -1;
}

zip_int64_t write_output(OutputState& state, const void* data, zip_uint64_t size) {
    try {
        state.output.write_at(state.position, {static_cast<const char*>(data), static_cast<std::size_t>(size)});
    } catch (const base::Error& error) {
        if (!state.failure.error) state.failure.error = error;
        return refused(state.error, ZIP_ER_WRITE, EIO);
    } catch (const std::exception& error) {
        if (!state.failure.error) state.failure.error = base::Error("bundle.failed", "bundle", error.what());
        return refused(state.error, ZIP_ER_WRITE, EIO);
    }
    state.position += size;
    state.size = std::max(state.size, state.position);
    return static_cast<zip_int64_t>(size);
}

zip_int64_t output_callback(void* data, void* argument, zip_uint64_t size, zip_source_cmd_t command) {
    auto& state = *static_cast<OutputState*>(data);
    switch (command) {
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_STAT: return refused(state.error, ZIP_ER_READ, ENOENT); // nothing there yet
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&state.error, argument, size);
    case ZIP_SOURCE_BEGIN_WRITE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_WRITE: return write_output(state, argument, size);
    case ZIP_SOURCE_TELL_WRITE: return static_cast<zip_int64_t>(state.position);
    case ZIP_SOURCE_SEEK_WRITE: {
        const auto to = zip_source_seek_compute_offset(state.position, state.size, argument, size, &state.error);
        if (to < 0) return -1;
        state.position = static_cast<std::uint64_t>(to);
        return 0;
    }
    default: return refused(state.error, ZIP_ER_OPNOTSUPP, 0);
    }
}

struct FileState {
    std::filesystem::path path;
    Failure& failure;
    base::Descriptor file;
    zip_error_t error{};

    zip_int64_t fail(int system) {
        if (!failure.error) failure.error = base::Error("file.unreadable", "bundle", path.string() + ": " + std::strerror(system));
        return refused(error, ZIP_ER_READ, system);
    }
    zip_int64_t open() {
        file = base::Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        struct stat facts {};
        if (!file.is_open() || ::fstat(file.get(), &facts) != 0) return fail(errno);
        return S_ISREG(facts.st_mode) ? 0 : fail(EINVAL);
    }
    zip_int64_t read(void* to, zip_uint64_t size) {
        for (;;) {
            const auto got = ::read(file.get(), to, static_cast<std::size_t>(size));
            if (got < 0 && errno == EINTR) continue;
            return got < 0 ? fail(errno) : static_cast<zip_int64_t>(got);
        }
    }
    zip_int64_t stat(void* to) {
        struct stat facts {};
        if (::lstat(path.c_str(), &facts) != 0) return fail(errno);
        auto& answer = *static_cast<zip_stat_t*>(to);
        zip_stat_init(&answer);
        answer.size = static_cast<zip_uint64_t>(facts.st_size);
        answer.valid |= ZIP_STAT_SIZE;
        return sizeof answer;
    }
};

zip_int64_t file_callback(void* data, void* argument, zip_uint64_t size, zip_source_cmd_t command) {
    auto* state = static_cast<FileState*>(data);
    switch (command) {
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_READABLE;
    case ZIP_SOURCE_OPEN: return state->open();
    case ZIP_SOURCE_READ: return state->read(argument, size);
    case ZIP_SOURCE_CLOSE: state->file = base::Descriptor(); return 0;
    case ZIP_SOURCE_STAT: return state->stat(argument);
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&state->error, argument, size);
    case ZIP_SOURCE_FREE: delete state; return 0;
    default: return refused(state->error, ZIP_ER_OPNOTSUPP, 0);
    }
}

} // namespace

zip_source_t* output_source(OutputState& state, zip_error_t& error) { return zip_source_function_create(output_callback, &state, &error); }

zip_source_t* file_source(zip_t* zip, const std::filesystem::path& file, Failure& failure) {
    auto state = std::make_unique<FileState>(FileState{file, failure, {}, {}});
    zip_source_t* source = zip_source_function(zip, file_callback, state.get());
    if (source) (void)state.release(); // ZIP_SOURCE_FREE deletes it
    return source;
}

} // namespace legajo::bundle
