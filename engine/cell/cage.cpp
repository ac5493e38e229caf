#include "cell/cage.hpp"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>

#if defined(__SANITIZE_ADDRESS__)
#define LEGAJO_CELL_SANITIZED 1 // its shadow memory is larger than any limit
#else
#define LEGAJO_CELL_SANITIZED 0
#endif

namespace legajo::cell {
namespace {

scmp_filter_ctx strict_filter = nullptr;
std::uint64_t own_address_space = 0; // of the program with its libraries, before any job

[[noreturn]] void give_up() { ::_exit(cage_failed); }

// What decoding a file that is already open needs. Everything else answers EPERM: libraries that look for optional files go on without.
constexpr int allowed[] = {
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64), SCMP_SYS(lseek), SCMP_SYS(fstat),
    SCMP_SYS(close), SCMP_SYS(dup), SCMP_SYS(fcntl), SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(copy_file_range), SCMP_SYS(munmap),
    SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack), SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday),
    SCMP_SYS(time), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sysinfo), SCMP_SYS(getrusage),
    SCMP_SYS(times), SCMP_SYS(uname), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(restart_syscall), SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(membarrier), SCMP_SYS(getcwd)};

// No decoder has a reason to try these: the job ends at once and is reported as an attempt.
constexpr int deadly[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(mount), SCMP_SYS(bpf), SCMP_SYS(keyctl), SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup), SCMP_SYS(perf_event_open), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(pidfd_getfd)};

bool add_strict_rules(scmp_filter_ctx filter) {
    for (const int call : allowed)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
    for (const int call : deadly)
        if (seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) != 0) return false;
    // Memory that can be run as code is never made.
    const auto no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    // Threads, which decoders of HEIC cannot do without, but no process; glibc asks for clone3 first and goes on with clone when there is none.
    const auto thread = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, thread) != 0 || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) != 0) return false;
    // fstat of glibc is newfstatat with an empty path; limits may be asked, not set.
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_code) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0)) == 0;
}

// For outside programs: everything but the doors of the machine. Files are landlock's part.
bool load_program_filter() {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter) return false;
    bool added = true;
    for (const int call : {SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(bpf),
                           SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup), SCMP_SYS(perf_event_open),
                           SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(pidfd_getfd), SCMP_SYS(init_module), SCMP_SYS(finit_module)})
        added = added && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0;
    // Sockets within the machine only.
    added = added && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, 1 /* AF_UNIX */)) == 0;
    return added && seccomp_load(filter) == 0;
}

bool write_text(const char* path, const std::string& text) {
    std::ofstream file(path);
    return static_cast<bool>(file << text << std::flush);
}

bool leave_network() {
    if (::unshare(CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) == 0) return true;
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) != 0) return false;
    write_text("/proc/self/setgroups", "deny");
    write_text("/proc/self/uid_map", std::to_string(user) + " " + std::to_string(user) + " 1");
    write_text("/proc/self/gid_map", std::to_string(group) + " " + std::to_string(group) + " 1");
    return true;
}

std::uint64_t address_space() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t pages = 0;
    file >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void set_limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard) {
    const rlimit limit{soft, hard};
    if (::setrlimit(resource, &limit) != 0) give_up();
}

constexpr std::uint64_t read_access = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t all_access = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; // every right of the first version

bool allow_below(int rules, const char* folder, std::uint64_t access) {
    const int place = ::open(folder, O_PATH | O_CLOEXEC);
    if (place < 0) return errno == ENOENT;
    landlock_path_beneath_attr attribute{};
    attribute.allowed_access = access;
    attribute.parent_fd = place;
    const long done = ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &attribute, 0);
    ::close(place);
    return done == 0;
}

long landlock_version() { return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION); }

} // namespace

Bars build_cage() {
    Bars bars;
    bars.has_own_network = leave_network();
    bars.has_landlock = landlock_version() >= 1;
    strict_filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bars.has_filter = strict_filter && add_strict_rules(strict_filter) && ::prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
    own_address_space = address_space();
    return bars;
}

bool show_as_temporary_folder(const std::string& folder) {
    return ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 && ::mount(folder.c_str(), "/tmp", nullptr, MS_BIND, nullptr) == 0;
}

void limit_resources(const run::CellLimits& limits) {
    if (!LEGAJO_CELL_SANITIZED) set_limit(RLIMIT_AS, own_address_space + limits.memory_bytes, own_address_space + limits.memory_bytes);
    set_limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 2);
    set_limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
    set_limit(RLIMIT_NOFILE, 256, 256);
    set_limit(RLIMIT_CORE, 0, 0);
    set_limit(RLIMIT_STACK, std::uint64_t{8} << 20, std::uint64_t{8} << 20);
}

void drop_privileges() {
    if (::geteuid() == 0) { // nobody, where the namespace maps one
        constexpr unsigned nobody = 65534;
        (void)::setgroups(0, nullptr);
        (void)::setresgid(nobody, nobody, nobody);
        (void)::setresuid(nobody, nobody, nobody);
    }
    for (int capability = 0; capability <= 63; ++capability) (void)::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2]{};
    if (::syscall(SYS_capset, &header, none) != 0) give_up();
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) give_up();
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) give_up(); // after the change of user, which clears it
}

void close_strict_cage() {
    if (seccomp_load(strict_filter) != 0) give_up();
}

void close_program_cage(const std::string& writable_folder, const std::string& program_folder) {
    if (landlock_version() >= 1) {
        landlock_ruleset_attr attribute{};
        attribute.handled_access_fs = all_access;
        const int rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attribute, sizeof attribute.handled_access_fs, 0));
        if (rules < 0) give_up();
        for (const char* folder : {"/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/fonts", "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice", "/etc/ld.so.cache", "/var/cache/fontconfig", "/proc/self"})
            if (!allow_below(rules, folder, folder == std::string_view("/etc/ld.so.cache") ? std::uint64_t{LANDLOCK_ACCESS_FS_READ_FILE} : read_access)) give_up();
        if (!allow_below(rules, program_folder.c_str(), read_access)) give_up();
        for (const char* device : {"/dev/null", "/dev/urandom", "/dev/zero"})
            if (!allow_below(rules, device, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)) give_up();
        if (!allow_below(rules, writable_folder.c_str(), all_access)) give_up();
        if (::syscall(SYS_landlock_restrict_self, rules, 0) != 0) give_up();
        ::close(rules);
    }
    if (!load_program_filter()) give_up();
}

} // namespace legajo::cell
