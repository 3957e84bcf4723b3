# SPDX-License-Identifier: GPL-3.0-or-later
"""Resizing and augmentation of images."""
from zoo.cases import case, chain


@case
def preprocessing(k):
    L = k.layers
    return chain(k, (12, 14, 3), L.Resizing(7, 9), L.CenterCrop(5, 6), L.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 3.0]))


@case
def resizing_more(k):
    L = k.layers
    i = k.Input((9, 12, 3), name="image")
    outputs = [L.Resizing(6, 8, interpolation=m)(i) for m in ("bilinear", "nearest", "bicubic", "lanczos5")[:3]]
    outputs += [L.Resizing(13, 17)(i), L.Resizing(6, 6, crop_to_aspect_ratio=True)(i), L.CenterCrop(4, 15)(i), L.CenterCrop(6, 7)(i),
                L.Rescaling((0.1, 0.2, 0.3), offset=(1.0, 2.0, 3.0))(i), L.Rescaling(2.0)(i)]
    return k.Model(i, outputs)


@case
def resizing_of_keras2(k):
    i = k.Input((9, 12, 3), name="image")
    return k.Model(i, [k.layers.Resizing(6, 8, interpolation=m)(i) for m in ("area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic")])


@case
def resizing_of_keras3(k):
    L = k.layers
    i = k.Input((9, 12, 3), name="image")
    outputs = [L.Resizing(6, 8, interpolation=m)(i) for m in ("lanczos3", "lanczos5")]
    outputs += [L.Resizing(7, 6, pad_to_aspect_ratio=True)(i), L.Resizing(7, 6, pad_to_aspect_ratio=True, fill_value=3.0)(i),
                L.Resizing(5, 2, data_format="channels_first")(i)]
    return k.Model(i, outputs)


@case(h5=(2,))
def augmentation(k):
    """Passed through at inference; crops and sizes are set."""
    L = k.layers
    i = k.Input((9, 12, 3), name="image")
    outputs = [L.RandomFlip("horizontal")(i), L.RandomRotation(0.2)(i), L.RandomZoom(0.1, 0.2)(i), L.RandomTranslation(0.1, 0.2, fill_mode="nearest")(i),
               L.RandomContrast(0.3)(i), L.RandomBrightness(0.2)(i), L.RandomCrop(6, 7)(i), L.RandomCrop(12, 9)(i), L.RandomCrop(20, 8)(i)]
    return k.Model(i, outputs)


@case
def random_sizes2(k):
    L = k.layers
    i = k.Input((9, 12, 3), name="image")
    return k.Model(i, [L.RandomHeight(0.2)(i), L.RandomWidth(0.3)(i)])


@case(h5=())
def augmentation_of_keras3(k):
    L = k.layers
    i = k.Input((9, 12, 3), name="image")
    layers = [L.RandomColorDegeneration(0.2), L.RandomColorJitter(brightness_factor=0.2), L.RandomElasticTransform(), L.RandomErasing(), L.RandomGaussianBlur(),
              L.RandomGrayscale(), L.RandomHue(0.2), L.RandomInvert(), L.RandomPerspective(), L.RandomPosterization(4), L.RandomSaturation(0.3),
              L.RandomSharpness(0.3), L.RandomShear((0.0, 0.1), (0.0, 0.2)), L.AugMix(), L.RandAugment(), L.CutMix(), L.MixUp(), L.Solarization(), L.Pipeline([L.Equalization()]),
              L.MaxNumBoundingBoxes(4)]
    return k.Model(i, [layer(i) for layer in layers])


@case(h5=())
def contrast3(k):
    """Stretched and equalised at inference too."""
    L = k.layers
    C = L.ContrastLimitedAdaptiveHistogramEqualization
    i = k.Input((18, 21, 3), name="image")
    outputs = [L.AutoContrast()(i), L.AutoContrast(value_range=(0, 1))(i), C()(i), C(clip_limit=1.5, tile_grid_size=(3, 2))(i), C(clip_limit=0, tile_grid_size=(6, 7))(i)]
    return k.Model(i, outputs)


@case(h5=())
def pipeline3(k):
    L = k.layers
    i = k.Input((9, 12, 3), name="image")
    return k.Model(i, [L.Pipeline([L.Rescaling(1 / 255), L.RandomFlip(), L.CenterCrop(6, 7)])(i), L.Pipeline([L.Resizing(4, 5), L.Pipeline([L.AutoContrast()])])(i)])
