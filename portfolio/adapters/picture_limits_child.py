"""The child that reads how large a picture says it is: run as a file, loading nothing of the app.

It limits itself first, then answers the number of points; of a file it cannot read, none.
"""

import resource
import sys
import warnings

from PIL import Image, UnidentifiedImageError
from pillow_heif import register_heif_opener


def points(source: str) -> int:
    """Width times height as its header says, nothing unpacked."""
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    with Image.open(source) as picture:
        width, height = picture.size
        return width * height


if __name__ == "__main__":
    seconds, memory = int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.write(str(points(sys.argv[1])))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        # what Pillow and its formats raise for bytes that are not a whole picture
        sys.stdout.write("0")
