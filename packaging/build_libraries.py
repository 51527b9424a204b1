"""Builds OpenCV and numpy with no more than the studio calls: python packaging/build_libraries.py FOLDER

Their wheels bring a third of a lite program: a deep-learning library, 3D geometry, encoders, a LAPACK, of
which nothing is called here (tests/rules holds that). FOLDER gets wheels of the same versions from the same
sources: four modules of OpenCV over an FFmpeg (LGPL, as libraries of its own) that only reads; numpy without
OpenBLAS. Before build.py: pip install --no-deps --force-reinstall FOLDER/*.whl

For Linux. Needs gcc, g++, make, cmake, nasm, pkg-config, libssl-dev, zlib1g-dev and libdav1d-dev, and about
twenty minutes on two cores.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

FFMPEG = "ffmpeg-5.1.9"
FFMPEG_ADDRESSES = (
    "https://ffmpeg.org/releases/ffmpeg-5.1.9.tar.xz",
    "http://deb.debian.org/debian-security/pool/updates/main/f/ffmpeg/ffmpeg_5.1.9.orig.tar.xz",
    "http://deb.debian.org/debian/pool/main/f/ffmpeg/ffmpeg_5.1.9.orig.tar.xz",
)
FFMPEG_SHA256 = "d9b593bb2ba93d4b50f74177e0cdcd41747e708596367deed0c30348a71dd176"
"""The release's own file, which Debian hands on unchanged."""

DECODERS = (
    "h264,hevc,mjpeg,mjpegb,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4v3,h261,h263,h263i,h263p,flv,mpeg1video,"
    "mpeg2video,mpegvideo,vp3,vp6,vp6f,vp7,vp8,vp9,theora,wmv1,wmv2,wmv3,vc1,prores,dnxhd,dvvideo,"
    "huffyuv,ffvhuff,ffv1,utvideo,rawvideo,v210,cinepak,svq1,svq3,indeo3,indeo5,msvideo1,rv10,rv20,"
    "rv30,rv40,gif,png,apng,bmp,tiff,webp,libdav1d"
)
"""What phones, cameras, screen recorders and old films are written in; all else is refused as unreadable."""
DEMUXERS = (
    "mov,avi,matroska,mpegts,mpegps,mpegvideo,flv,live_flv,asf,asf_o,ogg,gif,apng,image2,image2pipe,"
    "mjpeg,mpjpeg,h264,hevc,m4v,h261,h263,ivf,rawvideo,yuv4mpegpipe,rtsp,rtp,sdp,hls,concat,dv,mxf,"
    "nut,rm,r3d,av1,obu,swf,vc1"
)
FFMPEG_OPTIONS = (
    "--enable-shared", "--disable-static", "--enable-pic", "--disable-debug", "--disable-programs",
    "--disable-doc", "--disable-autodetect", "--disable-avdevice", "--disable-avfilter",
    "--disable-postproc", "--disable-swresample", "--disable-encoders", "--disable-muxers",
    "--disable-hwaccels", "--disable-decoders", "--disable-demuxers",
    # Cameras are asked over TLS by the OpenSSL that Python brings as well: version 3 of the LGPL.
    "--enable-openssl", "--enable-version3", "--enable-zlib", "--enable-libdav1d",
)  # fmt: skip

OPENCV_WANTS = (
    '[ r"python/cv2/py.typed" ] if sys.version_info >= (3, 6) else []',
    'rearrange_cmake_output_data["cv2.typing"] = ["python/cv2" + r"/typing/.*\\.py"]',
)
"""Lines of its setup.py that want stubs for type checkers, which can't be made without all modules."""
OPENCV_MODULES = "core,imgproc,imgcodecs,videoio,python3"
OPENCV_OPTIONS = {
    "PYTHON3_LIMITED_API": "ON", "CPU_DISPATCH": "AVX2", "OPENCV_FFMPEG_SKIP_BUILD_CHECK": "ON",
    "BUILD_JPEG": "ON", "BUILD_PNG": "ON", "BUILD_TIFF": "ON", "BUILD_WEBP": "ON", "BUILD_ZLIB": "ON",
    "BUILD_OPENJPEG": "ON", "BUILD_OPENEXR": "OFF", "WITH_OPENEXR": "OFF", "WITH_AVIF": "OFF",
    "WITH_IPP": "OFF", "WITH_ITT": "OFF", "WITH_OPENCL": "OFF", "WITH_LAPACK": "OFF", "WITH_EIGEN": "OFF",
    "WITH_PROTOBUF": "OFF", "WITH_FLATBUFFERS": "OFF", "WITH_VULKAN": "OFF", "WITH_VA": "OFF",
    "WITH_VA_INTEL": "OFF", "WITH_GSTREAMER": "OFF", "WITH_1394": "OFF",
}  # fmt: skip

NUMPY_OPTIONS = ("-Dblas=none", "-Dlapack=none", "-Dallow-noblas=true", "-Dcpu-dispatch=X86_V3")


def main() -> int:
    """Build both into the folder given; 0 when the wheels are there."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    wheels = Path(sys.argv[1]).resolve()
    wheels.mkdir(parents=True, exist_ok=True)
    # The libraries stay where OpenCV finds them until PyInstaller has taken both.
    ffmpeg = build_ffmpeg(wheels / "ffmpeg")
    modules = {"BUILD_LIST": OPENCV_MODULES, **OPENCV_OPTIONS}
    place = f"-Wl,-rpath,{ffmpeg / 'lib'}"
    modules |= {"CMAKE_SHARED_LINKER_FLAGS": place, "CMAKE_MODULE_LINKER_FLAGS": place}
    environment = {
        "ENABLE_HEADLESS": "1",
        "CMAKE_ARGS": " ".join(f"-D{name}={value}" for name, value in modules.items()),
        "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1),
        "PKG_CONFIG_PATH": str(ffmpeg / "lib" / "pkgconfig"),
    }
    build_wheel(str(unpack_opencv(wheels)), wheels, environment=environment)
    options = ["--no-binary", "numpy", *(f"-Csetup-args={option}" for option in NUMPY_OPTIONS)]
    build_wheel(f"numpy=={version('numpy')}", wheels, options)
    for wheel in sorted(wheels.glob("*.whl")):
        print(f"{wheel}: {wheel.stat().st_size / 1e6:.0f} MB")
    return 0


def build_ffmpeg(target: Path) -> Path:
    """Fetch, check, build and install FFmpeg's libraries; returns their folder."""
    if (target / "lib" / "pkgconfig" / "libavcodec.pc").is_file():
        return target
    target.mkdir(exist_ok=True)
    archive = target / f"{FFMPEG}.tar.xz"
    archive.write_bytes(fetch_ffmpeg())
    with tarfile.open(archive) as source:
        source.extractall(target, filter="data")
    wishes = [f"--prefix={target}", *FFMPEG_OPTIONS]
    wishes += [f"--enable-decoder={DECODERS}", f"--enable-demuxer={DEMUXERS}"]
    for command in (["./configure", *wishes], ["make", f"-j{os.cpu_count() or 1}"], ["make", "install"]):
        print(shlex.join(command[:3]), flush=True)
        subprocess.run(command, cwd=target / FFMPEG, check=True, stdout=subprocess.DEVNULL)
    return target


def fetch_ffmpeg() -> bytes:
    """Return the bytes of FFmpeg's release from the first address that has them."""
    for address in FFMPEG_ADDRESSES:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                content: bytes = answer.read()
        except OSError as error:
            print(f"{address}: {error}", file=sys.stderr)
            continue
        if hashlib.sha256(content).hexdigest() == FFMPEG_SHA256:
            return content
        print(f"{address}: not the file it was", file=sys.stderr)
    sys.exit(f"{FFMPEG} can't be fetched.")


def unpack_opencv(folder: Path) -> Path:
    """Fetch the source of the OpenCV that is installed here, unpack it, and return where it is.

    What was built of it before is built on.
    """
    name = f"opencv_python_headless-{version('opencv-python-headless')}"
    sources = folder / name
    if not sources.is_dir():
        package = "opencv-python-headless"
        wanted = [
            f"{package}=={version(package)}",
            "--no-deps",
            "--no-binary",
            package,
            "--dest",
            str(folder),
        ]
        subprocess.run([sys.executable, "-m", "pip", "download", *wanted], check=True)
        with tarfile.open(folder / f"{name}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        setup = sources / "setup.py"
        text = setup.read_text(encoding="utf-8")
        for wish in OPENCV_WANTS:
            if wish not in text:
                sys.exit(f"{setup} is another than it was.")
            text = text.replace(wish, "[]" if wish.startswith("[") else "pass")
        setup.write_text(text, encoding="utf-8")
    return sources


def build_wheel(
    wish: str, wheels: Path, options: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> None:
    """Build a wheel of a folder of sources, or of a source distribution."""
    command = [sys.executable, "-m", "pip", "wheel", wish, "--no-deps", "--wheel-dir", str(wheels), *options]
    print(shlex.join(command), flush=True)
    subprocess.run(command, check=True, env={**os.environ, **(environment or {})})


if __name__ == "__main__":
    raise SystemExit(main())
