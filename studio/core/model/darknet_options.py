"""What darknet's options mean here: read, without a bearing on what is computed, or of one value only.

They are those that parser.c of AlexeyAB/darknet and pjreddie/darknet look up. An option that is in none of
the three lists is refused: it may well change what a layer computes.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one kind of section.

    Attributes:
        read: names that the reader obeys.
        idle: names that only a training, a log or the use of memory depends on.
        fixed: names that change what is computed, with the values under which they don't.
    """

    read: frozenset[str]
    idle: frozenset[str] = frozenset()
    fixed: dict[str, tuple[float | str, ...]] = field(default_factory=dict)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LAYER_IDLE = """
    learning_rate stopbackward dontload dontloadscales dontsave train_only_bn onlyforward burnin_update
    steps scales time_normalizer clip wait_stream
"""

OPTIONS: dict[str, Options] = {
    "net": Options(
        _names("width height letter_box"),
        _names(
            """
            batch subdivisions momentum decay angle saturation exposure hue learning_rate learning_rate_min
            burn_in max_batches policy steps scales step scale power gamma seq_scales
            batches_per_cycle batches_cycle_mult sgdr adam B1 B2 eps max_crop min_crop max_ratio min_ratio
            center aspect crop flip mosaic mosaic_bound mixup cutmix blur gaussian_noise noise
            label_smooth_eps time_steps track augment_speed init_sequential_subdivisions
            sequential_subdivisions resize_step attention adversarial_lr max_chart_loss unsupervised
            contrastive contrastive_jit_flip
            contrastive_color loss_scale dynamic_minibatch optimized_memory workspace_size_limit_MB
            try_fix_nan weights_reject_freq equidistant_point badlabels_rejection_threshold
            badlabels_reject_threshold num_sigmas_reject_badlabels ema_alpha show_receptive_field
            use_cuda_graph random notruth inputs save_period threads
            """
        ),
        {"channels": (3,)},
    ),
    "convolutional": Options(
        _names("batch_normalize filters size stride pad padding groups activation"),
        _names(f"{_LAYER_IDLE} grad_centr cbn angle"),
        {
            "dilation": (1,),
            "antialiasing": (0,),
            "binary": (0,),
            "xnor": (0,),
            "bin_output": (0,),
            "use_bin_output": (0,),
            "flipped": (0,),
            "deform": (0,),
            "sway": (0,),
            "rotate": (0,),
            "stretch": (0,),
            "stretch_sway": (0,),
            "reverse": (0,),
            "assisted_excitation": (0,),
            "coordconv": (0,),
            "dot": (0,),
        },
    ),
    "maxpool": Options(
        _names("size stride padding"),
        _names(_LAYER_IDLE),
        {"maxpool_depth": (0,), "antialiasing": (0,)},
    ),
    "upsample": Options(_names("stride"), _names(_LAYER_IDLE), {"scale": (1,)}),
    "route": Options(_names("layers groups group_id"), _names(_LAYER_IDLE)),
    "shortcut": Options(
        _names("from"),
        _names(f"{_LAYER_IDLE} assisted_excitation"),
        {
            "activation": ("linear",),
            "weights_type": ("none",),
            "weights_normalization": ("none", "softmax", "relu"),
            "alpha": (1,),
            "beta": (1,),
        },
    ),
    "dropout": Options(
        frozenset(),
        _names(f"{_LAYER_IDLE} probability dropblock dropblock_size_rel dropblock_size_abs noadjust"),
    ),
    "yolo": Options(
        _names("mask anchors classes num scale_x_y new_coords"),
        _names(
            f"""
            {_LAYER_IDLE} jitter resize random ignore_thresh truth_thresh iou_thresh iou_loss
            iou_thresh_kind iou_normalizer obj_normalizer cls_normalizer delta_normalizer max max_delta
            label_smooth_eps objectness_smooth focal_loss counters_per_class nms_kind beta_nms map
            show_details total embedding_layer embedding_size dets_for_track dets_for_show track_ciou_norm
            track_history_size sim_thresh thresh nms_threshold smooth_obj use_bias_corr
            """
        ),
    ),
    "region": Options(
        _names("anchors classes softmax num"),
        _names(
            f"""
            {_LAYER_IDLE} bias_match jitter resize random rescore object_scale noobject_scale class_scale
            mask_scale coord_scale absolute thresh classfix max map log sqrt focal_loss truth_thresh
            nms_threshold
            """
        ),
        {"coords": (4,), "background": (0,), "tree": (), "mask": ()},
    ),
}


def is_neutral(value: str, neutral: tuple[float | str, ...]) -> bool:
    """Return whether an option's value is one of those under which it changes nothing."""
    if value in neutral:
        return True
    try:
        return float(value) in neutral
    except ValueError:
        return False
